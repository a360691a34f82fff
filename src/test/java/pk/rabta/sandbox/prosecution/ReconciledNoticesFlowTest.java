package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import pk.rabta.reconciliation.Reconciled;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Referred;

/** Answers that nothing asked for: about a referral of nobody, and about one that never left. */
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
