package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.mapping.Mappings;
import pk.rabta.sandbox.HubTest;

/** What an answer that cannot be read means for its message, in each format that mappings read. */
@HubTest
class AnswerFaultsTest {

    private static final String XML = "pbm/receipt-to-update";
    private static final String JSON = "prosecution-kp/link-answer-to-update";

    @Autowired
    private FaultClassifier faults;
    @Autowired
    private Mappings mappings;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        XML + "|''", JSON + "|''",
        XML + "|<Receipt xmlns=\"urn:pbm:ifa:1\"><caseRef>R", JSON + "|{\"contract\":\"li",
        XML + "|<html><body><p>Welcome<br></body></html>", JSON + "|<html><body><p>Welcome<br></body></html>",
        XML + "|<!DOCTYPE html><html><head><title>Welcome</title></head></html>", XML + "|Bad gateway"})
    void whatIsNoDocumentLeavesTheMessageInDoubt(String mapping, String answer) {
        assertFault(mapping, answer, "anything-else", Kind.IN_DOUBT, "answer-broken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        XML + "|<html><body><p>Welcome</p></body></html>", XML + "|<Receipt xmlns=\"urn:pbm:ifa:1\"><caseRef>R</caseRef></Receipt>",
        JSON + "|{}"})
    void aWholeDocumentThatIsWrongIsLookedAt(String mapping, String answer) {
        assertFault(mapping, answer, "anything-else", Kind.PARK, "answer-mapping");
    }

    /** What could not be made has not left, whatever was given to make it of. */
    @Test
    void whatTheMessageIsMadeOfIsNoAnswer() {
        assertFault(XML, "<Receipt", "receipt-to-update", Kind.PARK, DeliveryFault.MAPPING);
        assertFault(JSON, "{", "link-answer-to-update", Kind.PARK, DeliveryFault.MAPPING);
    }

    private void assertFault(String mapping, String answer, String sentBy, Kind kind, String code) {
        Throwable thrown = catchThrowable(() -> mappings.apply(mapping, answer.getBytes(StandardCharsets.UTF_8)));
        DeliveryFault fault = faults.classify(new Dispatch(UUID.randomUUID(), UUID.randomUUID(), 1, "MSG-1",
                mapping.substring(0, mapping.indexOf('/')), null, "request", "request", sentBy, null, null), thrown);
        assertThat(fault.code()).as(String.valueOf(thrown)).isEqualTo(code);
        assertThat(fault.kind()).isEqualTo(kind);
    }
}
