package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pk.rabta.reconciliation.Opened;
import pk.rabta.reconciliation.Reconciled;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Referred;
import pk.rabta.time.Pakistan;

/** Answers that nothing asked for, about a referral of nobody or one that never left; and one that nobody can read. */
class ReconciledNoticesFlowTest extends ProsecutionScene {

    private static final String NOTICE = """
            {"noticeId":"%s","ref":"%s","event":"CASE_CLOSED","at":"2026-03-07T09:00:00+05:00"}""";

    @Test
    void anAnswerAboutNoReferralIsUnknownUntilItsWindowEnds(HubClient officer) {
        Instant now = Instant.now();
        String notice = "Q-" + report + "-x9999900000017";
        assertThat(post(officer.as("PROSECUTION_KP"), NOTICE.formatted(notice, "REF-NONE"), "application/json").status())
                .isEqualTo(404);
        Reconciled found = Reconciled.admin(officer, "prosecution-kp", now);
        assertThat(found.gaps("unknown", gap -> gap.path("messageId").asText().startsWith("rest/Q-" + report))).singleElement()
                .satisfies(gap -> {
                    assertThat(gap.path("inboundId").asText()).isNotEmpty();
                    assertThat(gap.has("referralId")).isFalse();
                    assertThat(gap.toString()).as("a number in the partner's own id").doesNotContain("9999900000017");
                });
        assertThat(found.report().at("/counts/unknown").asLong()).isPositive();
    }

    @Test
    void anAnswerThatCannotBeTranslatedIsUnread(HubClient officer) throws IOException {
        Instant now = Instant.now();
        assertThat(post(officer.as("PROSECUTION_KP"), NOTICE.formatted("B-" + report, "REF-NONE")
                .replace("CASE_CLOSED", "CASE_MELTED"), "application/json").status()).isBetween(400, 499);
        for (Reconciled found : List.of(Reconciled.admin(officer, "prosecution-kp", now),
                Reconciled.own(officer, "PROSECUTION_KP", now))) {
            assertThat(found.gaps("unread", gap -> gap.path("messageId").asText().startsWith("rest/B-" + report)))
                    .singleElement().satisfies(gap -> assertThat(gap.path("inboundId").asText()).isNotEmpty());
            assertThat(found.report().at("/counts/unread").asLong()).isPositive();
        }
        assertThat(Opened.csv(officer.as("ADMIN"), Reconciled.path("prosecution-kp") + "?to=" + Pakistan.day(now))
                .section("gaps")).anySatisfy(row -> assertThat(row).containsEntry("kind", "unread"));
    }

    @Test
    @PartnersPaused("prosecution-kp")
    void anAnswerAboutAReferralThatNeverLeftIsUnsent(HubClient officer) {
        Instant now = Instant.now();
        Referred referral = refer(officer);
        assertThat(post(officer.as("PROSECUTION_KP"), NOTICE.formatted("U-" + report, referral.id()), "application/json")
                .isProblem("illegal-transition")).isTrue();
        Reconciled found = Reconciled.admin(officer, "prosecution-kp", now);
        assertThat(found.gaps("unsent", referral.id())).singleElement().satisfies(gap ->
                assertThat(gap.path("messageId").asText()).startsWith("rest/U-" + report));
        assertThat(found.gaps("unknown", gap -> gap.path("messageId").asText().startsWith("rest/U-" + report))).isEmpty();
        assertThat(Reconciled.own(officer, "PROSECUTION_KP", now).gaps("unsent", referral.id())).hasSize(1);
        assertThat(Reconciled.own(officer, "PBM", now).report().toString()).doesNotContain(referral.id());
    }
}
