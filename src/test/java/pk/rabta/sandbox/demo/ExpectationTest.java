package pk.rabta.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The demo ends well only where the officer was told what the scenario says. */
class ExpectationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIXED = """
            {"businessStatus":"hearing-scheduled","hearing":{"date":"2026-03-16","status":"SCHEDULED"}}""";

    @Test
    void a_hearing_must_be_told_and_then_be_told_to_be_moved() throws IOException {
        assertThat(met("IN_PROGRESS", FIXED, """
                {"businessStatus":"hearing-adjourned","hearing":{"date":"2026-04-06","adjournedFrom":"2026-03-16",
                 "status":"ADJOURNED"}}""")).isTrue();
        assertThat(met("REJECTED", FIXED, """
                {"businessStatus":"hearing-adjourned","hearing":{"date":"2026-04-06","adjournedFrom":"2026-03-16",
                 "status":"ADJOURNED"}}""")).as("ended").isFalse();
        assertThat(met("IN_PROGRESS", FIXED)).as("fixed only").isFalse();
        assertThat(met("IN_PROGRESS", FIXED, """
                {"businessStatus":"hearing-scheduled","hearing":{"date":"2026-04-06","status":"SCHEDULED"}}"""))
                .as("one more fixed").isFalse();
    }

    private static boolean met(String status, String... entries) throws IOException {
        JsonNode timeline = JSON.readTree("[" + String.join(",", entries) + "]");
        return Expectation.of("prosecution-kp-case-link").met(JSON.createObjectNode().put("status", status), timeline);
    }
}
