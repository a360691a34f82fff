package pk.rabta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.protection.Vault;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SandboxEnvironment;

/** Every operation, by every role, about what is another's. */
class AccessMatrixTest extends Scene {

    private static final Matrix MATRIX = Matrix.read();
    /** What no administrator is shown without a grant. */
    private static final List<String> PERSONAL = List.of("Zarmina", "زرمینہ", "+923000000122");

    private final Map<String, String> objects = new LinkedHashMap<>();
    private final Map<String, String> absent = Map.of("referral", PublicId.next(Prefix.REF), "case",
            PublicId.next(Prefix.CAS), "consent", PublicId.next(Prefix.CNS), "document", PublicId.next(Prefix.DOC),
            "subscription", PublicId.next(Prefix.SUB), "delivery", UuidCreator.getTimeOrderedEpoch().toString(),
            "inbound", UuidCreator.getTimeOrderedEpoch().toString(), "person", "VOT-TEST-ABSENT-0", "leaf",
            UuidCreator.getTimeOrderedEpoch().toString(), "grant",
            UuidCreator.getTimeOrderedEpoch().toString());
    @Autowired
    private Vault vault;
    private int asked;
    private int twins;

    @Test
    void the_table_has_every_operation_and_role() {
        assertThat(MATRIX.rows()).extracting(Matrix.Row::operation).filteredOn(name -> !name.startsWith("/"))
                .containsExactlyInAnyOrderElementsOf(Ask.contract().operations().keySet());
        assertThat(MATRIX.rows()).allSatisfy(row -> assertThat(row.expected()).hasSameSizeAs(MATRIX.roles()));
    }

    /** Else nothing here would notice that nobody may call it at all. */
    @Test
    void every_operation_is_somebodys() {
        assertThat(MATRIX.rows()).filteredOn(row -> !row.operation().startsWith("/")).allSatisfy(row ->
                assertThat(row.expected()).as(row.operation()).anyMatch(cell -> !cell.matches("401|403")));
    }

    @Test
    void everybody_gets_what_the_table_says_and_nothing_changes(SandboxEnvironment sandbox) {
        Map<String, String> tokens = Roles.tokens(sandbox);
        assertThat(tokens.keySet()).containsExactlyInAnyOrderElementsOf(MATRIX.roles());
        prepare(sandbox);
        Map<String, String> before = state();
        SoftAssertions softly = new SoftAssertions();
        walk(tokens, softly, false);
        assertThat(state()).isEqualTo(before);
        walk(tokens, softly, true);
        softly.assertAll();
        System.out.printf("Access matrix: %d operations and doors x %d roles, %d calls, %d of them compared with what does "
                + "not exist%n", MATRIX.rows().size(), MATRIX.roles().size(), asked, twins);
    }

    @AfterEach
    void forget() {
        if (objects.containsKey("subscription")) {
            officer.delete("/v1/subscriptions/" + objects.get("subscription"));
            jdbc.sql("delete from inbound_message where channel = 'access-test'").update();
        }
    }

    /** First what is refused or shows nothing, then what is shown, for a partner's reading is noted. */
    private void walk(Map<String, String> tokens, SoftAssertions softly, boolean shown) {
        for (Matrix.Row row : MATRIX.rows()) {
            for (int i = 0; i < MATRIX.roles().size(); i++) {
                String expected = row.expected().get(i);
                if (!expected.equals("-") && expected.matches("200\\+?") == shown) {
                    ask(row, MATRIX.roles().get(i), tokens.get(MATRIX.roles().get(i)), expected, softly);
                }
            }
        }
    }

    private void ask(Matrix.Row row, String role, String token, String expected, SoftAssertions softly) {
        String cell = row.operation() + " by " + role;
        Ask real = new Ask(officer, objects);
        Answer answer = real.send(row, token);
        asked++;
        softly.assertThat(answer.status()).as(cell + ": " + answer).isEqualTo(Integer.parseInt(expected.substring(0, 3)));
        String all = expected.length() > 3 ? pages(real, row, token, answer) : answer.text();
        if (expected.endsWith("+")) {
            softly.assertThat(all).as(cell).contains(objects.get(row.object()));
        } else if (!expected.equals("200")) {
            objects.forEach((kind, id) -> softly.assertThat(all).as(cell).doesNotContain(id));
        }
        if (role.equals("admin")) {
            softly.assertThat(all).as(cell).doesNotContain(PERSONAL).doesNotContain(objects.get("person"))
                    .doesNotContainPattern("99999-?\\d{7}-?\\d");
        }
        boolean byFilter = row.object().equals("person");
        if (expected.equals("404") || expected.equals("422") || expected.equals("200-") && byFilter) {
            Map<String, String> other = new LinkedHashMap<>(absent);
            if (row.operation().equals("submitReferral")) {
                other.put("person", objects.get("person"));
            }
            Answer twin = new Ask(officer, other).send(row, token);
            twins++;
            softly.assertThat(print(answer)).as(cell + ", against what does not exist").isEqualTo(print(twin));
        }
    }

    /** All pages of a list as one text. */
    private static String pages(Ask ask, Matrix.Row row, String token, Answer first) {
        StringBuilder all = new StringBuilder(first.text());
        String next = first.body().path("next").asText();
        for (Answer page = first; !next.isEmpty(); ) {
            String last = next;
            page = ask.next(row, token, last);
            all.append(page.text());
            next = page.body().path("next").asText();
            if (next.equals(last)) {
                break;
            }
        }
        return all.toString().replaceAll("\"next\":\"[^\"]*\"", "");
    }

    private static String print(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        headers.remove("connection"); // the server closes each after so many requests
        return answer.status() + " " + headers + " " + answer.text();
    }

    private void prepare(SandboxEnvironment sandbox) {
        String consent = consent();
        String document = document("HOSPITAL_ESTIMATE");
        var receipt = refer(consent, MEDICAL);
        String referral = receipt.at("/referrals/0/id").asText();
        objects.put("person", victim);
        objects.put("consent", consent);
        objects.put("document", document);
        objects.put("referral", referral);
        objects.put("case", receipt.path("caseId").asText());
        objects.put("subscription", check("createSubscription", 201, officer.post("/v1/subscriptions",
                Map.of("url", "http://127.0.0.1:9/never", "events", List.of("referral.entered_in_error")))).path("id")
                .asText());
        objects.put("delivery", jdbc.sql("select id from delivery where referral_id = :id").param("id", referral)
                .query(String.class).single());
        objects.put("grant", check("requestBreakGlass", 201, officer.as("ADMIN").post(
                "/v1/admin/break-glass", Map.of("reason", "A test", "object", Map.of("kind", "delivery", "id",
                objects.get("delivery"))))).path("id").asText());
        objects.put("leaf", jdbc.sql("select id from audit_leaf where referral_id = :id limit 1").param("id", referral)
                .query(String.class).single());
        await().until(() -> officer.as("AUDITOR").get("/v1/audit/leaves/" + objects.get("leaf") + "/proof").status() == 200);
        objects.put("inbound", UuidCreator.getTimeOrderedEpoch().toString());
        byte[] key = vault.newKey("message/" + objects.get("inbound"));
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, state, received_at, sealed_key,
                  content) values (cast(:id as uuid), 'pbm', :id, 'access-test', 'text/xml', 'APPLIED', now(), :key, :content)""")
                .param("id", objects.get("inbound")).param("key", key).param("content", vault.seal(key,
                        "message/" + objects.get("inbound"), "<notice/>".getBytes(StandardCharsets.UTF_8))).update();
        HubClient reader = officer.withToken(Roles.reader(sandbox));
        for (String kind : List.of("delivery", "inbound")) {
            String grant = check("requestBreakGlass", 201, reader.post("/v1/admin/break-glass", Map.of("reason", "A test",
                    "includeProtected", kind.equals("inbound"), "object", Map.of("kind", kind, "id", objects.get(kind)))))
                    .path("id").asText();
            check("approveBreakGlass", 200, officer.as("APPROVER").post("/v1/admin/break-glass/" + grant + "/approve",
                    Map.of("reason", "A test")));
            objects.put(kind + "-grant", grant);
        }
    }

    /** Everything that hangs on the objects, and what a call that counted would leave behind. */
    private Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        for (String table : new TreeSet<>(List.of("referral", "case_file", "consent", "document", "person",
                "referral_event"))) {
            state.put(table, rows(table, "victim_id = :id", objects.get("person")));
        }
        state.put("subscription", rows("subscription", "id = :id", objects.get("subscription")));
        state.put("delivery", rows("delivery", "referral_id = :id", objects.get("referral")));
        state.put("audit_leaf", rows("audit_leaf", "referral_id = :id", objects.get("referral")));
        state.put("idempotency_key", jdbc.sql("select count(*) from idempotency_key").query(String.class).single());
        state.put("paused", jdbc.sql("select string_agg(id, ',' order by id) from destination_state where paused")
                .query(String.class).single());
        return state;
    }

    private String rows(String table, String condition, String id) {
        // How far a subscription's round came is not of these calls: events of other tests move it.
        List<String> rows = new ArrayList<>(jdbc.sql("select cast(to_jsonb(t) - 'cursor_tx' - 'cursor_position' as text) from "
                + table + " t where " + condition)
                .param("id", id).query(String.class).list());
        rows.sort(null);
        return String.join("\n", rows);
    }
}
