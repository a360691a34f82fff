package pk.rabta.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient.Answer;

class IdempotencyTest extends Scene {

    private final String key = UUID.randomUUID().toString();

    private int consents() {
        return jdbc.sql("select count(*) from consent where victim_id = :victim").param("victim", victim)
                .query(Integer.class).single();
    }

    @Test
    void givesTheStoredAnswerToARepeat() {
        Answer first = officer.post("/v1/consents", consentOf(victim), key);
        Answer second = officer.post("/v1/consents", consentOf(victim), key);

        assertThat(check("recordConsent", 201, second)).isEqualTo(check("recordConsent", 201, first));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(consents()).isEqualTo(1);
    }

    @Test
    void givesItAlsoAfterThingsChanged() {
        JsonNode first = officer.post("/v1/consents", consentOf(victim), key).body();
        officer.post("/v1/consents/" + first.path("id").asText() + "/withdraw", Map.of("withdrawnBy", "SELF"));

        assertThat(officer.post("/v1/consents", consentOf(victim), key).body()).isEqualTo(first);
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        officer.post("/v1/consents", consentOf(victim), key);
        Map<String, Object> other = new HashMap<>(consentOf(victim));
        other.put("method", "SIGNATURE");

        Answer answer = officer.post("/v1/consents", other, key);

        check("recordConsent", 422, answer);
        assertThat(answer.isProblem("idempotency-key-reused")).isTrue();
        assertThat(consents()).isEqualTo(1);
    }

    @Test
    void doesNotKeepARefusal() {
        Map<String, Object> wrong = new HashMap<>(consentOf(victim));
        wrong.put("recipients", List.of("no-such"));
        check("recordConsent", 422, officer.post("/v1/consents", wrong, key));

        check("recordConsent", 201, officer.post("/v1/consents", consentOf(victim), key));
    }

    @Test
    void hasOneEffectWhenTwentyComeAtOnce() throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService tools = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 20; i++) {
                answers.add(tools.submit(() -> officer.post("/v1/consents", consentOf(victim), key)));
            }
        }
        for (Future<Answer> future : answers) {
            Answer answer = future.get();
            assertThat(answer.status()).as(answer.text()).isIn(201, 409);
            if (answer.status() == 409) {
                assertThat(answer.isProblem("idempotency-in-progress")).isTrue();
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        }
        assertThat(consents()).isEqualTo(1);
    }

    @Test
    void storesIdsAndCodesOnly() {
        officer.post("/v1/documents", Map.of("victim", Map.of("registryId", victim), "type", "CNIC_COPY", "sha256",
                "0".repeat(64), "mediaType", "application/pdf", "title", "Card of Zarmina Invented"), key);

        assertThat(jdbc.sql("select answer::text from idempotency_key where key = :key").param("key", key)
                .query(String.class).single()).contains("DOC-").doesNotContain("Zarmina", "Card");
    }
}
