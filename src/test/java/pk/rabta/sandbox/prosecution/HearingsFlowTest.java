package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Referred;

/** Hearings, told by notice at once and by the list of the night. */
class HearingsFlowTest extends ProsecutionScene {

    @Test
    void hearingsAreKeptAndAdjourned(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        prosecution.faults().answerTwice(Faults.ALWAYS);
        prosecution.notify(referral.id(), "HEARING", DAY.toString());
        Awaitility.await().untilAsserted(() -> assertThat(referral.hearings()).containsExactly(DAY + " SCHEDULED"));
        prosecution.notify(referral.id(), "HEARING", DAY.plusDays(14).toString());
        Awaitility.await().untilAsserted(() -> assertThat(referral.hearings())
                .containsExactly(DAY + " ADJOURNED", DAY.plusDays(14) + " SCHEDULED"));
        prosecution.faults().answerLate(Duration.ofMillis(500));
        prosecution.notify(referral.id(), "CASE_CLOSED", "");
        referral.await("COMPLETED");
        assertThat(prosecution.answers()).isNotEmpty().doesNotContain(409, 422);
        assertThat(told(officer, referral)).containsExactly(
                "referral.hearing hearing-scheduled SCHEDULED " + DAY + " null",
                "referral.hearing hearing-adjourned ADJOURNED " + DAY.plusDays(14) + " " + DAY);
        assertThat(referral.way()).doesNotHaveDuplicates();
    }

    /** Nobody must travel to a hearing that does not take place because the next date is not known yet. */
    @Test
    void anAdjournmentWithoutANextDateIsToldToo(HubClient officer, ProsecutionSimulator prosecution) throws Exception {
        Referred byNotice = linked(officer, prosecution);
        prosecution.notify(byNotice.id(), "HEARING", DAY.toString());
        Awaitility.await().untilAsserted(() -> assertThat(byNotice.hearings()).containsExactly(DAY + " SCHEDULED"));
        prosecution.notify(byNotice.id(), "HEARING", "");
        Awaitility.await().untilAsserted(() -> assertThat(byNotice.hearings()).containsExactly(DAY + " ADJOURNED"));
        assertThat(byNotice.column("business_status")).isEqualTo("hearing-adjourned");
        assertThat(told(officer, byNotice)).endsWith("referral.hearing hearing-adjourned ADJOURNED null " + DAY);

        Referred byList = CaseLink.refer(hub, officer, "CTD Kohat", register(prosecution)).await("IN_PROGRESS");
        prosecution.register().hear("CTD KOHAT", report, 2026, DAY, "EVIDENCE");
        LocalDate night = LocalDate.of(2029, 1, 1).plusDays(10L * report);
        listed(prosecution, night);
        Awaitility.await().untilAsserted(() -> assertThat(byList.hearings()).containsExactly(DAY + " SCHEDULED"));
        prosecution.register().adjourn("CTD KOHAT", report, 2026);
        listed(prosecution, night.plusDays(1));
        Awaitility.await().untilAsserted(() -> assertThat(byList.hearings()).containsExactly(DAY + " ADJOURNED"));
        assertThat(told(officer, byList)).containsExactly(
                "referral.hearing hearing-scheduled SCHEDULED " + DAY + " null",
                "referral.hearing hearing-adjourned ADJOURNED null " + DAY);
        int events = byList.events();
        listed(prosecution, night.plusDays(2));
        assertThat(byList.events()).as("listed every night, told once").isEqualTo(events);
        Awaitility.await().untilAsserted(() -> assertThat(officer.get("/v1/events?type=referral.hearing&limit=200").body()
                .path("items").findValues("data").stream()
                .filter(data -> data.path("referralId").asText().equals(byList.id()))
                .map(data -> data.path("businessStatus").asText()))
                .containsExactly("hearing-scheduled", "hearing-adjourned"));
    }

    /** Told by a notice at once, and again by the list of the night. */
    @Test
    void anAdjournmentThatComesByNoticeAndByListIsToldOnce(HubClient officer, ProsecutionSimulator prosecution)
            throws Exception {
        Referred referral = CaseLink.refer(hub, officer, "CTD Kohat", register(prosecution)).await("IN_PROGRESS");
        LocalDate night = LocalDate.of(2031, 1, 1).plusDays(10L * report);
        prosecution.register().hear("CTD KOHAT", report, 2026, DAY, "EVIDENCE");
        listed(prosecution, night);
        Awaitility.await().untilAsserted(() -> assertThat(referral.hearings()).containsExactly(DAY + " SCHEDULED"));
        prosecution.register().hear("CTD KOHAT", report, 2026, DAY.plusDays(14), "EVIDENCE");
        notice(officer, referral, "\"date\":\"" + DAY.plusDays(14) + "\"");
        assertThat(referral.hearings()).containsExactly(DAY + " ADJOURNED", DAY.plusDays(14) + " SCHEDULED");
        int events = referral.events();
        listed(prosecution, night.plusDays(1));
        assertThat(referral.events()).isEqualTo(events);
        assertThat(told(officer, referral)).containsExactly(
                "referral.hearing hearing-scheduled SCHEDULED " + DAY + " null",
                "referral.hearing hearing-adjourned ADJOURNED " + DAY.plusDays(14) + " " + DAY);

        prosecution.register().adjourn("CTD KOHAT", report, 2026);
        notice(officer, referral, "\"remark\":\"ADJOURNED\"");
        assertThat(told(officer, referral)).hasSize(3);
        listed(prosecution, night.plusDays(2));
        assertThat(told(officer, referral)).as("without a next date").hasSize(3);
    }

    private void notice(HubClient officer, Referred referral, String what) {
        HubClient.Answer answer = post(officer.as("PROSECUTION_KP"), """
                {"noticeId":"%s","ref":"%s","event":"HEARING","at":"2026-11-22T06:00:00Z","hearing":
                  {"court":"ATC-II Peshawar","caseNumber":"%d/2026","stage":"EVIDENCE",%s}}"""
                .formatted(UUID.randomUUID(), referral.id(), report + 67, what), "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private int register(ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD KOHAT", report, 2026);
        return report;
    }

    /** What the officer's tool reads of hearings: type, step, status, date, the date that no longer holds. */
    private static List<String> told(HubClient officer, Referred referral) {
        return StreamSupport.stream(officer.get("/v1/referrals/" + referral.id() + "/timeline").body().path("items")
                .spliterator(), false).filter(entry -> entry.has("hearing")).map(entry -> String.join(" ",
                        entry.path("type").asText(), entry.path("businessStatus").asText(),
                        entry.at("/hearing/status").asText(), entry.at("/hearing/date").asText("null"),
                        entry.at("/hearing/adjournedFrom").asText("null"))).toList();
    }

    @Test
    void theNightlyListReachesEveryoneLinkedToTheCase(HubClient officer, ProsecutionSimulator prosecution)
            throws Exception {
        Referred widow = linked(officer, prosecution);
        Referred son = refer(officer).await("IN_PROGRESS");
        prosecution.register().open("CTD SWAT", report, 2026);
        prosecution.register().hear("CTD SWAT", report, 2026, DAY, "EVIDENCE");
        prosecution.register().hear("CTD MARDAN", report, 2026, DAY, "EVIDENCE");
        LocalDate night = LocalDate.of(2027, 1, 1).plusDays(10L * report);
        listed(prosecution, night);
        for (Referred one : List.of(widow, son)) {
            Awaitility.await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(one.hearings()).containsExactly(DAY + " SCHEDULED"));
        }
        prosecution.register().hear("CTD MARDAN", report, 2026, DAY.plusDays(7), "EVIDENCE");
        listed(prosecution, night.plusDays(1));
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(widow.hearings())
                .containsExactly(DAY + " ADJOURNED", DAY.plusDays(7) + " SCHEDULED"));
        int told = widow.events();
        listed(prosecution, night.plusDays(2));
        assertThat(widow.events()).isEqualTo(told);
        prosecution.register().hear("CTD MARDAN", report, 2026, DAY, "EVIDENCE");
        listed(prosecution, night.plusDays(3));
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(widow.hearings())
                .containsExactly(DAY + " SCHEDULED", DAY.plusDays(7) + " ADJOURNED"));
        prosecution.register().close("CTD MARDAN", report, 2026);
        listed(prosecution, night.plusDays(4));
        widow.await("COMPLETED");
        son.await("COMPLETED");
    }

    /** Lists the night and waits for the hub's receipt. */
    private static void listed(ProsecutionSimulator prosecution, LocalDate night) throws Exception {
        prosecution.writeHearingList(night);
        Awaitility.await("receipt of " + night).atMost(LIMIT)
                .until(() -> prosecution.receipts().stream().anyMatch(name -> name.contains(night.toString())));
    }
}
