package pk.rabta.spdci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.Dispatch;
import pk.rabta.delivery.DispatchSteps;
import pk.rabta.partner.Partners;

/** What a partner's answer means for the message that was sent. */
class AcknowledgementTest {

    private final Acknowledgement acknowledgement = new Acknowledgement(partners());

    @Test
    void an_acknowledgement_is_handed_on_with_its_transaction() {
        Exchange exchange = check("""
                {"message":{"ack_status":"ACK","timestamp":"2026-03-05T06:12:00Z","correlation_id":"1"}}""");
        JsonNode body = exchange.getMessage().getBody(JsonNode.class);
        assertThat(body.at("/message/transaction_id").asText()).isEqualTo("REF-1");
    }

    @ParameterizedTest
    @CsvSource({"ERR,rjct.message_id.duplicate,ALREADY_RECEIVED", "ERR,err.service.unavailable,RETRY",
        "ERR,err.request.too_many_requests,RETRY", "ERR,err.signature.invalid,PARTNER",
        "ERR,err.sender_id.invalid,PARTNER", "ERR,err.request.bad,PARK", "NACK,err.request.not_found,PARK",
        "ERR,some.new.code,PARK"})
    void a_refusal_is_a_fault_of_its_kind(String status, String code, DeliveryFault.Kind kind) {
        assertFault("{\"message\":{\"ack_status\":\"" + status + "\",\"correlation_id\":\"1\",\"error\":{\"code\":\""
                + code
                + "\",\"message\":\"x\"}}}", kind, "spdci-" + code);
    }

    @Test
    void a_nack_without_a_code_and_a_code_that_is_a_text_quote_nothing() {
        assertFault("{\"message\":{\"ack_status\":\"NACK\"}}", DeliveryFault.Kind.PARK, "spdci-none");
        assertFault("{\"message\":{\"ack_status\":\"ERR\",\"error\":{\"code\":\"CNIC 9999900000122 unknown\"}}}",
                DeliveryFault.Kind.PARK, "spdci-none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"message\":{}}", "{\"message\":{\"ack_status\":\"MAYBE\"}}",
        "{\"message\":{\"ack_status\":\"ACK\",\"ack_status\":\"NACK\"}}"})
    void an_answer_that_says_nothing_leaves_the_message_in_doubt(String answer) {
        assertFault(answer, DeliveryFault.Kind.IN_DOUBT, "answer-broken");
    }

    @Test
    void the_answer_of_a_synchronous_operation_counts_by_its_items() {
        String answer = """
                {"header":{"status":"succ","total_count":"1"},
                 "message":{"transaction_id":"REF-1","enrolled_response":[{"reference_id":"1","status":"%s"}]}}""";
        assertThat(check(answer.formatted("succ")).getMessage().getBody()).isInstanceOf(JsonNode.class);
        assertFault(answer.formatted("rjct"), DeliveryFault.Kind.PARK, "spdci-none");
    }

    private void assertFault(String answer, DeliveryFault.Kind kind, String code) {
        assertThatThrownBy(() -> check(answer)).isInstanceOfSatisfying(DeliveryFault.class, fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.code()).isEqualTo(code);
        });
    }

    private Exchange check(String answer) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(DispatchSteps.VARIABLE, new Dispatch(UUID.randomUUID(), UUID.randomUUID(), 1, "MSG-1",
                "partner",
                "REF-1", "request", "request", "referral-to-search", "ack-to-update", "/registry/search"));
        exchange.getMessage().setBody(answer.getBytes(StandardCharsets.UTF_8));
        acknowledgement.check(exchange, "partner");
        return exchange;
    }

    private static Partners partners() {
        Partners partners = mock(Partners.class, RETURNS_DEEP_STUBS);
        when(partners.get("partner").delivery().alreadyReceived()).thenReturn(List.of("rjct.message_id.duplicate"));
        return partners;
    }
}
