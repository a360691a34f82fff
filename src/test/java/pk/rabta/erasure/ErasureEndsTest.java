package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.protection.LookupHash;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** What ends with an erased person, and what stays whole. */
class ErasureEndsTest extends ErasureScene {

    @Autowired
    private LookupHash hash;

    @Test
    void consentsThatWereLeftActiveEndWithTheErasure(HubClient officer, SandboxEnvironment sandbox) {
        known();
        String active = consent;
        consent = seeds.consent(person, "vso-tool", List.of(PARTNER));
        withdrawn(officer);
        jdbc.sql("update consent set withdrawn_at = '2026-01-01', witness = 'a name', restrictions = '{\"hours\": \"by day\"}' "
                + "where id = :id").param("id", consent).update();
        asked(officer);
        JsonNode answer = check("erasePerson", 200, erase(second(officer, sandbox)));
        assertThat(ended(active)).isEqualTo("WITHDRAWN " + answer.path("erasedAt").asText());
        assertThat(ended(consent)).isEqualTo("WITHDRAWN 2026-01-01T00:00:00Z");
        assertThat(jdbc.sql("select count(*) from consent where victim_id = :id and (witness is not null or restrictions <> "
                + "'{}')").param("id", person).query(Integer.class).single()).isZero();
        assertThat(officer.get("/v1/consents/" + active).body().path("status").asText()).isEqualTo("WITHDRAWN");
    }

    private String ended(String id) {
        return jdbc.sql("select status, withdrawn_at from consent where id = :id").param("id", id)
                .query((row, n) -> row.getString(1) + " " + row.getTimestamp(2).toInstant()).single();
    }

    @Test
    void theAuditVerifiesWithEveryLeafOfTheErasedPerson(HubClient officer, SandboxEnvironment sandbox) {
        referred(officer);
        withdrawn(officer);
        numbered("consent.withdrawn");
        List<String> before = leaves();
        asked(officer);
        check("erasePerson", 200, erase(second(officer, sandbox)));
        numbered("person.erased");
        verified(officer.as("AUDITOR"));
        assertThat(leaves()).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 2);
    }

    /** Until the newest leaf of that kind has its number in the tree. */
    private void numbered(String type) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.sql("""
                select exists (select 1 from audit_leaf l join audit_entry e on e.leaf_id = l.id
                  where l.subject = :subject and l.type = :type)""").param("subject", hash.pseudonym(person))
                .param("type", type).query(Boolean.class).single());
    }

    private List<String> leaves() {
        return jdbc.sql("select id || type || coalesce(referral_id, '') || detail from audit_leaf where subject = :subject order by id")
                .param("subject", hash.pseudonym(person)).query(String.class).list();
    }

    private static void verified(HubClient auditor) {
        long from = 0;
        do {
            JsonNode report = check("verifyAudit", 200, auditor.get("/v1/audit/verification?limit=500&from=" + from));
            assertThat(report.path("valid").asBoolean()).as(report.toString()).isTrue();
            from = report.path("next").asLong();
        } while (from > 0);
    }
}
