package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.ReferralMessages;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.People;

/** What the tests of the way to Bait-ul-Mal and back do and look at. */
final class PbmFlow {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    final JdbcClient jdbc;
    private final HubClient officer;
    private final People people;
    private final ReferralMessages messages;
    private final ReferralCommands commands;
    private final TransactionTemplate transaction;

    PbmFlow(ApplicationContext hub, HubClient officer) {
        this.jdbc = hub.getBean(JdbcClient.class);
        this.people = new People(hub);
        this.commands = hub.getBean(ReferralCommands.class);
        this.messages = hub.getBean(ReferralMessages.class);
        this.transaction = hub.getBean(TransactionTemplate.class);
        this.officer = officer;
    }

    /** Refers a new person; the hospital and the declarations are as PBM wants them, unless changed. */
    String refer(Map<String, Object> changes) {
        String victim = people.widow();
        Map<String, Object> details = new HashMap<>(Map.of("incomePkr", 28_000,
                "declarations", Map.of("govtServantFamily", false, "otherAid", List.of()),
                "hospital", Map.of("code", "MAYO_LHR", "government", true, "diagnosisIcd10", "T79.6",
                        "estimatePkr", 485_000)));
        details.putAll(changes);
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", people.consent(victim, List.of("pbm"), List.of("SOCIAL_PROTECTION")),
                "programmes", List.of(Map.of("id", "pbm-ifa-medical")), "details", details,
                "contact", Map.of("via", "VSO", "vso", "VSO-PB-001", "noPhone", true)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    /** Attaches the paper that PBM asks for, and leaves the message about it in the outbox. */
    void addRecommendation(String referral) {
        String document = PublicId.next(Prefix.DOC);
        jdbc.sql("""
                insert into document (id, victim_id, client_id, type, sha256, media_type, created_at)
                select :document, victim_id, client_id, 'HOSPITAL_COMMITTEE_RECOMMENDATION', :hash, 'application/pdf',
                  now() from referral where id = :id""")
                .param("document", document).param("hash", "0d".repeat(32)).param("id", referral).update();
        jdbc.sql("insert into referral_document values (:id, :document, now())").param("id", referral)
                .param("document", document).update();
        send(referral, "update", "update");
    }

    /** As when the person withdraws. */
    void cancel(String referral) {
        commands.byHub(referral, new LifecycleCommand.Cancel(new Reason("person.withdrew", null, null)));
    }

    private void send(String referral, String kind, String message) {
        transaction.executeWithoutResult(status -> messages.send(referral, kind, message));
    }

    void awaitStatus(String referral, String status) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(status(referral)).isEqualTo(status));
    }

    void awaitBusinessStatus(String referral, String status) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() ->
                assertThat(text("select business_status from referral where id = :id", referral)).isEqualTo(status));
    }

    /** The delivery of the request: its state. */
    void awaitDelivery(String referral, String state) {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(delivery(referral, "state")).isEqualTo(state));
    }

    String status(String referral) {
        return text("select status from referral where id = :id", referral);
    }

    String delivery(String referral, String column) {
        return text("select " + column + "::text from delivery where referral_id = :id and message = 'request'",
                referral);
    }

    String text(String sql, String referral) {
        return jdbc.sql(sql).param("id", referral).query((row, n) -> String.valueOf(row.getString(1))).single();
    }
}
