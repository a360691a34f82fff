package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import pk.rabta.api.ApiClient.Answer;
import pk.rabta.api.contract.Operation;

/** Every operation of the contract, called rightly and wrongly. */
class OperationCallsTest extends EdgeTest {

    @TestFactory
    Stream<DynamicTest> right_calls_reach_their_operation() {
        return each(operation -> {
            Answer answer = client.send(client.valid(contract, operation, all));
            if (operation.id().equals("getCase")) {
                assertThat(answer.status()).isEqualTo(500);
                return;
            }
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("operation").asText()).isEqualTo(operation.id());
            assertThat(answer.json().path("client").asText()).isEqualTo("vso-tool");
            assertThat(answer.json().path("office").asText()).isEqualTo("SWD-PB-PK620");
            assertThat(answer.header("ETag")).isEqualTo("\"v1\"");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        });
    }

    @TestFactory
    Stream<DynamicTest> no_token_is_401() {
        return each(operation -> {
            Answer answer = client.send(client.request(operation.method(), ApiClient.path(operation),
                ApiClient.body(contract, operation)));
            problem(answer, ProblemType.UNAUTHENTICATED);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        });
    }

    @TestFactory
    Stream<DynamicTest> a_token_with_every_other_scope_is_403() {
        return each(operation -> {
            Set<String> scopes = scopes();
            scopes.removeAll(operation.scopes());
            Answer answer = client.send(client.valid(contract, operation, TOKENS.with(scopes)));
            problem(answer, ProblemType.INSUFFICIENT_SCOPE);
            assertThat(answer.header("WWW-Authenticate")).contains(operation.scopes().getFirst());
        });
    }

    @TestFactory
    Stream<DynamicTest> unknown_members_are_named_and_refused() {
        return each(operation -> operation.hasBody(), operation -> {
            String body = new String(ApiClient.body(contract, operation), StandardCharsets.UTF_8);
            String more = body.equals("{}") ? "{\"colour\":1}" : body.replaceFirst("\\{", "{\"colour\":1,");
            Answer answer = client.send(client.valid(contract, operation, all)
                .method(operation.method(), BodyPublishers.ofString(more)));
            JsonNode problem = problem(answer, ProblemType.VALIDATION_FAILED);
            assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/colour");
            assertThat(problem.at("/violations/0/code").asText()).isEqualTo("unknown-member");
        });
    }

    @TestFactory
    Stream<DynamicTest> a_body_of_another_type_is_refused() {
        return each(operation -> operation.hasBody(), operation -> {
            for (String other : List.of("[]", "\"text\"", "7", "null", "true")) {
                problem(client.send(client.valid(contract, operation, all)
                    .method(operation.method(), BodyPublishers.ofString(other))),
                    ProblemType.VALIDATION_FAILED);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> a_post_without_key_is_400() {
        return each(Operation::needsKey, operation -> {
            HttpRequest.Builder bare = HttpRequest.newBuilder(client.valid(contract, operation, all)
                .build(), (name, value) -> !name.equals("Idempotency-Key"));
            problem(client.send(bare), ProblemType.IDEMPOTENCY_KEY_MISSING);
        });
    }

    @TestFactory
    Stream<DynamicTest> unknown_query_parameters_are_refused() {
        return each(operation -> {
            String path = ApiClient.path(operation);
            HttpRequest.Builder request = client.request(operation.method(), path + (path.contains("?") ? "&" : "?")
                + "sort=up",
                ApiClient.body(contract, operation)).header("Authorization", "Bearer " + all);
            JsonNode problem = problem(client.send(request), ProblemType.VALIDATION_FAILED);
            assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("?sort");
        });
    }

    private Stream<DynamicTest> each(ThrowingConsumer<Operation> test) {
        return each(operation -> true, test);
    }

    private Stream<DynamicTest> each(Predicate<Operation> which, ThrowingConsumer<Operation> test) {
        return contract.operations().values().stream().filter(which)
            .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> test.accept(operation)));
    }
}
