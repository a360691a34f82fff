package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.Operation;

/** The contract's own house rules. */
class ApiContractTest {

    private static final Contract CONTRACT = new Contract(Clock.systemUTC());
    private static final Set<String> EVERYWHERE = Set.of("400", "401", "403", "406", "429", "500", "503");

    @TestFactory
    Stream<DynamicTest> each_operation_has_one_scope_that_is_declared_and_lists_its_problems() {
        JsonNode declared = CONTRACT.document().at("/components/securitySchemes/oauth/flows/clientCredentials/scopes");
        return CONTRACT.operations().values().stream().map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
            assertThat(operation.scopes()).hasSize(1).allMatch(declared::has);
            Set<String> expected = new TreeSet<>(EVERYWHERE);
            if (operation.hasBody() || operation.takesLines()) {
                expected.addAll(List.of("413", "415"));
            }
            if (operation.needsKey()) {
                expected.addAll(List.of("409", "422"));
                assertThat(operation.parameters())
                    .anyMatch(parameter -> parameter.name().equals("Idempotency-Key") && parameter.required());
            }
            if (operation.takesLines()) {
                assertThat(operation.parameters()).noneMatch(parameter -> parameter.name().equals("Idempotency-Key"));
                JsonNode line = resolved(node(operation).at("/requestBody/content/application~1x-ndjson/schema"));
                assertThat(line.path("required").toString()).contains("\"idempotencyKey\"");
                ObjectNode key = line.at("/properties/idempotencyKey").deepCopy();
                key.remove("description");
                assertThat((Object) key).isEqualTo(
                    CONTRACT.document().at("/components/parameters/IdempotencyKey/schema"));
            } else if (operation.method().equals("POST")) {
                assertThat(operation.needsKey()).isTrue();
            }
            if (operation.path().contains("{")) {
                expected.add("404");
            }
            List<String> statuses = new ArrayList<>();
            node(operation).path("responses").fieldNames().forEachRemaining(statuses::add);
            assertThat(statuses).containsAll(expected).anyMatch(status -> status.startsWith("2"));
        }));
    }

    @TestFactory
    Stream<DynamicTest> examples_keep_to_their_schemas() {
        List<DynamicTest> tests = new ArrayList<>();
        examples(CONTRACT.document(), "", tests);
        assertThat(tests).hasSizeGreaterThan(60);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> request_bodies_are_closed_and_bounded() {
        return CONTRACT.operations().values().stream().filter(operation -> operation.hasBody() || operation.takesLines())
            .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> bounded(node(operation)
            .at("/requestBody/content/" + operation.takes().replace("/", "~1") + "/schema"), operation.id(), 0)));
    }

    @Test
    void the_list_of_problem_types_stays_short_and_its_addresses_are_unique() {
        assertThat(ProblemType.values()).hasSizeLessThan(30).extracting(ProblemType::uri).doesNotHaveDuplicates();
        assertThat(ProblemType.values()).allMatch(type -> !type.title().ur().isBlank() && type.status() >= 400);
    }

    private static JsonNode node(Operation operation) {
        return CONTRACT.document().path("paths").path(operation.path()).path(operation.method().toLowerCase());
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? CONTRACT.document().at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private static void examples(JsonNode node, String at, List<DynamicTest> tests) {
        if (node.has("schema") && node.has("example")) {
            tests.add(example(at, node.path("example")));
        }
        if (node.has("schema") && node.has("examples")) {
            node.path("examples").properties()
                .forEach(one -> tests.add(example(at, resolved(one.getValue()).path("value"))));
        }
        node.properties().forEach(child ->
            examples(child.getValue(), at + "/" + child.getKey().replace("~", "~0").replace("/", "~1"), tests));
    }

    private static DynamicTest example(String at, JsonNode example) {
        return DynamicTest.dynamicTest(at, () -> {
            assertThat(example.isMissingNode()).isFalse();
            assertThat(CONTRACT.schema(at + "/schema").check(example, "")).isEmpty();
        });
    }

    private static void bounded(JsonNode given, String at, int depth) {
        JsonNode schema = resolved(given);
        assertThat(depth).as("depth of " + at).isLessThan(12);
        switch (schema.path("type").asText()) {
            case "object" -> {
                if (schema.has("properties")) {
                    assertThat(schema.path("additionalProperties").isBoolean() && !schema.path("additionalProperties")
                        .asBoolean())
                        .as(at + " is closed").isTrue();
                    schema.path("properties").properties()
                        .forEach(member -> bounded(member.getValue(), at + "/" + member.getKey(), depth + 1));
                } else {
                    assertThat(schema.has("maxProperties")).as(at + " is bounded").isTrue();
                }
            }
            case "array" -> {
                assertThat(schema.has("maxItems")).as(at + " is bounded").isTrue();
                bounded(schema.path("items"), at + "[]", depth + 1);
            }
            case "string" -> assertThat(schema.has("enum") || schema.has("maxLength")
                && (schema.has("pattern") || schema.has("format")))
                .as(at + " is bounded and patterned").isTrue();
            case "integer" -> assertThat(schema.has("minimum") && schema.has("maximum")).as(at + " is bounded")
                .isTrue();
            case "boolean" -> { }
            default -> throw new AssertionError(at + " has no type");
        }
    }
}
