package pk.rabta.referral.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.api.contract.Contract;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.BulkSender;
import pk.rabta.sandbox.BulkSender.Answering;
import pk.rabta.sandbox.HubClient.Answer;

/** Many submissions in one call: each line as if it had come alone, whatever becomes of the others and of the connection. */
class BulkTest extends Scene {

    private static final Contract CONTRACT = new Contract(Clock.systemUTC());
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> persons = new ArrayList<>();
    private BulkSender sender;

    @BeforeEach
    void sender() {
        sender = new BulkSender(officer);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** A submission for a new person. */
    private Map<String, Object> referral() {
        String person = people.widow();
        persons.add(person);
        String consent = people.consent(person, PARTNERS, List.of("MHPSS"));
        return Map.of("victim", Map.of("registryId", person), "consentId", consent, "needs",
                List.of(Map.of("code", "MHPSS.TRAUMA")), "programmes", List.of(Map.of("id", COUNSELLING)));
    }

    private List<String> lines(int count) {
        return IntStream.range(0, count).mapToObj(n -> BulkSender.line(key(), referral())).toList();
    }

    private int cases() {
        return jdbc.sql("select count(*) from case_file where victim_id = any(:persons)")
                .param("persons", persons.toArray(String[]::new)).query(Integer.class).single();
    }

    private static void whole(List<JsonNode> results, int accepted, int repeated, int refused) {
        assertThat(results).allSatisfy(result -> assertThat(CONTRACT.schema("/components/schemas/BulkResult")
                .check(result, "")).as(result.toString()).isEmpty());
        JsonNode totals = results.getLast();
        assertThat(List.of(totals.path("lines").asInt(), totals.path("accepted").asInt(), totals.path("repeated").asInt(),
                totals.path("refused").asInt())).containsExactly(results.size() - 1, accepted, repeated, refused);
    }

    @Test
    void goodAndBadLinesAreAnsweredEachAsAlone() throws Exception {
        String first = key();
        Map<String, Object> good = referral();
        Map<String, Object> broken = Map.of("victim", Map.of("registryId", "?"), "colour", 1);
        Map<String, Object> baseless = Map.of("victim", Map.of("registryId", persons.getFirst()), "programmes",
                List.of(Map.of("id", MEDICAL)), "consentId", "CNS-8D2F6G9H3J7K4M5N");
        List<Object> singles = List.of(broken, baseless);
        List<String> lines = List.of("\uFEFF" + BulkSender.line(first, good), "", "no JSON",
                "{\"idempotencyKey\":\"00000000\",\"idempotencyKey\":\"00000001\"}", "[".repeat(40), "[]",
                "{\"idempotencyKey\":7,\"referral\":{},\"99999-0000012-2\":1}", "{\"idempotencyKey\":\"00000000\"}",
                "{\"referral\":{}}", BulkSender.line(key(), broken), BulkSender.line(key(), baseless),
                BulkSender.line(first, good), BulkSender.line(first, baseless),
                BulkSender.line(key(), Map.of("contact", "x".repeat(1_100_000))), "\"a\u0000b\"", "  \t");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String line : lines) {
            body.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        body.write(new byte[] {'"', (byte) 0xC3, '"'});
        List<JsonNode> results = sender.send(body.toByteArray());
        whole(results, 1, 1, 13);
        assertThat(results.stream().limit(15).map(result -> result.path("line").asInt() + " "
                + result.path("status").asInt() + " " + result.at("/problem/type").asText().replaceAll(".*/", ""))).containsExactly(
                "1 202 ", "3 400 malformed-json", "4 400 malformed-json", "5 400 malformed-json", "6 400 validation-failed",
                "7 400 validation-failed", "8 400 validation-failed", "9 400 idempotency-key-missing",
                "10 400 validation-failed", "11 422 consent-missing", "12 202 ", "13 422 idempotency-key-reused",
                "14 413 payload-too-large", "15 400 malformed-json", "17 400 malformed-json");
        assertThat(results.get(10).path("answer")).isEqualTo(results.getFirst().path("answer"));
        assertThat(results.get(5).toString()).doesNotContain("99999");
        assertThat(results.get(5).at("/problem/violations")).extracting(v -> v.path("pointer").asText())
                .contains("/idempotencyKey");
        for (int i = 0; i < singles.size(); i++) {
            Answer single = officer.post("/v1/referrals", singles.get(i));
            assertThat(results.get(8 + i).path("status").asInt()).isEqualTo(single.status());
            assertThat(results.get(8 + i).path("problem")).isEqualTo(single.body());
        }
        assertThat(cases()).isOne();
    }

    @Test
    void whatIsAboutOnePersonKeepsItsOrder() {
        List<Map<String, Object>> referrals = IntStream.range(0, 50).mapToObj(n -> referral()).toList();
        List<String> lines = new ArrayList<>();
        referrals.forEach(one -> {
            lines.add(BulkSender.line(key(), one));
            lines.add(BulkSender.line(key(), one)); // the second is a duplicate, if it is the second
        });
        referrals.forEach(one -> lines.add(BulkSender.line(key(), one)));
        List<JsonNode> results = sender.send(lines);
        whole(results, 50, 0, 100);
        assertThat(results.stream().limit(150).map(result -> result.path("line").asInt())).isEqualTo(
                IntStream.rangeClosed(1, 150).boxed().toList());
        assertThat(results.stream().limit(100).map(result -> result.path("status").asInt())).isEqualTo(
                IntStream.range(0, 100).mapToObj(n -> n % 2 == 0 ? 202 : 409).toList());
        assertThat(cases()).isEqualTo(50);
    }

    @Test
    void theSameBodyAgainStoresNothing_norDoesALineAlone() throws Exception {
        String own = key();
        Map<String, Object> referral = referral();
        List<String> lines = new ArrayList<>(lines(20));
        lines.add(BulkSender.line(own, referral));
        List<JsonNode> first = sender.send(lines);
        whole(first, 21, 0, 0);
        List<JsonNode> second = sender.send(lines);
        whole(second, 0, 21, 0);
        assertThat(second.stream().map(result -> result.path("answer"))).isEqualTo(
                first.stream().map(result -> result.path("answer")).toList());
        Answer alone = officer.post("/v1/referrals", referral, own);
        assertThat(alone.status()).isEqualTo(202);
        assertThat(alone.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(alone.body()).isEqualTo(first.get(20).path("answer"));
        assertThat(cases()).isEqualTo(21);
    }

    /** What was done is told all the same, also what was accepted, and the caller may send again at once. */
    @Test
    void manyUnknownPersonsEndTheAnswer_whichTellsWhatWasDone() {
        String known = key();
        List<String> lines = new ArrayList<>(List.of(BulkSender.line(known, referral())));
        Map<String, Object> nobody = Map.of("victim", Map.of("registryId", "VOT-7Z9Z-9Z9Z-9"), "consentId",
                "CNS-8D2F6G9H3J7K4M5N", "programmes", List.of(Map.of("id", COUNSELLING)));
        IntStream.range(0, 600).forEach(n -> lines.add(BulkSender.line(key(), nobody)));
        List<JsonNode> results = sender.send(lines);
        assertThat(results.getFirst().path("status").asInt()).isEqualTo(202);
        assertThat(results.stream().skip(1)).hasSize(500).allSatisfy(result -> assertThat(result.at(
                "/problem/violations/0/code").asText()).isEqualTo("unknown-person"));
        whole(sender.send(List.of(lines.getFirst())), 0, 1, 0);
    }

    /** Whoever sees the totals may send the next body at once; whoever hangs up may as soon as that was noticed. */
    @Test
    void aCutConnectionEndsTheWork_andTheSameBodyAgainDoublesNothing() {
        List<String> lines = lines(400);
        try (Answering answer = sender.open(lines)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
            assertThat(answer.next().path("status").asInt()).isEqualTo(202);
        }
        await().atMost(LIMIT).until(() -> {
            try (Answering answer = sender.open(List.of("{}"))) {
                return answer.status() == 200 && answer.rest().getLast().path("lines").asInt() == 1;
            }
        });
        int before = cases();
        assertThat(before).isBetween(1, 399);
        List<JsonNode> results = sender.send(lines);
        whole(results, 400 - before, before, 0);
        assertThat(cases()).isEqualTo(400);
        assertThat(jdbc.sql("select count(*) from referral where victim_id = any(:persons)")
                .param("persons", persons.toArray(String[]::new)).query(Integer.class).single()).isEqualTo(400);
    }
}
