package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.NotTold;
import pk.rabta.sandbox.Referred;

@HubTest
class ProsecutionFlowTest {

    private static final AtomicInteger REPORT = new AtomicInteger(500);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final LocalDate DAY = LocalDate.now().plusDays(20);

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private MovableClock clock;

    private final int report = REPORT.incrementAndGet();

    @AfterEach
    void back() {
        clock.reset();
    }

    @Test
    void aPersonIsLinkedByTheReportAndNoNameLeaves(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        assertThat(referral.column("business_status")).isEqualTo("case-linked");
        assertThat(referral.column("partner_reference")).isEqualTo("FIR " + report + "/2026 CTD MARDAN");
        assertThat(prosecution.ledger().effects(referral.id())).extracting(Ledger.Entry::summary)
                .containsExactly("HEIR_OF_DECEASED [\"TRAVEL\"]");
    }

    @Test
    void refusalsComeBackWithTheirReason(HubClient officer, ProsecutionSimulator prosecution) {
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("legal.case-not-found");
        prosecution.register().seal("CTD MARDAN", report, 2026);
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("legal.fir-sealed");
        prosecution.register().withhold("CTD MARDAN", report, 2026);
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("legal.not-shareable");
        prosecution.register().duplicate("CTD MARDAN", report, 2026);
        assertThat(refer(officer).await("REJECTED").column("reason")).contains("document.fir-mismatch");
    }

    @Test
    void faultsThatPassAreRetried(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD MARDAN", report, 2026);
        prosecution.faults().storm(500, 1);
        prosecution.faults().storm(429, 1, Duration.ofSeconds(1));
        Referred referral = refer(officer).await("IN_PROGRESS");
        assertThat(referral.attempts()).isEqualTo(3);
    }

    @Test
    void whatThePartnerCannotReadIsParkedAtOnce(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.faults().storm(400, 1);
        Referred referral = refer(officer).awaitDelivery("PARKED");
        assertThat(referral.attempts()).isEqualTo(1);
        assertThat(referral.column("status")).isEqualTo("REQUESTED");
    }

    @Test
    void anOutageDelaysAndLosesNothing(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD MARDAN", report, 2026);
        prosecution.faults().refuse();
        Referred referral = refer(officer);
        // A connection that was open when the port closed leaves a doubt, a new one does not.
        Awaitility.await().atMost(LIMIT).until(() -> referral.deliveries().contains("RETRY")
                || referral.deliveries().contains("IN_DOUBT"));
        prosecution.faults().accept();
        clock.advance(Duration.ofSeconds(45));
        referral.await("IN_PROGRESS");
        assertThat(prosecution.ledger().effects(referral.id())).hasSize(1);
    }

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

    @Test
    void aNoticeAboutACaseReachesEveryoneWhoIsStillLinked(HubClient officer, ProsecutionSimulator prosecution) {
        Referred widow = linked(officer, prosecution);
        Referred son = refer(officer).await("IN_PROGRESS");
        Referred gone = refer(officer).await("IN_PROGRESS");
        hub.getBean(ReferralCommands.class).byHub(gone.id(), new Cancel(Reason.of("consent.withdrawn")));
        gone.await("CANCELLED");
        HubClient partner = officer.as("PROSECUTION_KP");
        HubClient.Answer told = post(partner, ofCase("HEARING", report), "application/json");
        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        assertThat(told.body().path("updates").findValuesAsText("referral")).containsExactly(widow.id(), son.id());
        assertThat(told.body().path("updates").findValuesAsText("effect")).containsOnly("applied");
        assertThat(widow.hearings()).containsExactly(DAY + " SCHEDULED");
        assertThat(son.hearings()).containsExactly(DAY + " SCHEDULED");
        assertThat(gone.hearings()).as("whose link ended learns nothing").isEmpty();
        int events = son.events();
        assertThat(post(partner, ofCase("HEARING", report), "application/json").status()).isEqualTo(200);
        assertThat(son.events()).as("the same notice again").isEqualTo(events);
        assertThat(post(partner, ofCase("CASE_CLOSED", report), "application/json").status()).isEqualTo(200);
        widow.await("COMPLETED");
        son.await("COMPLETED");
    }

    @Test
    void aNoticeAboutACaseOfNobodyIsRefusedAndKeptWithItsReason(HubClient officer) {
        HubClient.Answer answer = post(officer.as("PROSECUTION_KP"), ofCase("HEARING", 90_000 + report),
                "application/json");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(hub.getBean(JdbcClient.class).sql("""
                select state || ' ' || problem::text from inbound_message where message_id = :id""")
                .param("id", "rest/C-HEARING-" + (90_000 + report)).query(String.class).single())
                .startsWith("REFUSED").contains("UNKNOWN");
    }

    private static String ofCase(String event, int number) {
        String hearing = event.equals("HEARING") ? """
                ,"hearing":{"court":"ATC Mardan","caseNumber":"9/2026","date":"%s","stage":"EVIDENCE"}""".formatted(DAY)
                : "";
        return """
                {"noticeId":"C-%s-%d","event":"%s","at":"2026-03-07T09:00:00+05:00",
                 "fir":{"ps":"CTD Mardan","number":%d,"year":2026}%s}""".formatted(event, number, event, number, hearing);
    }

    @Test
    void aNewContactIsForTheOfficerToTell(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        NotTold.contact(officer, referral.id());
        assertThat(prosecution.ledger().entries(referral.id())).hasSize(1);
        assertThat(referral.deliveries()).containsExactly("ACKED");
    }

    @Test
    void aWithdrawalEndsTheLink(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        hub.getBean(ReferralCommands.class).byHub(referral.id(), new Cancel(Reason.of("consent.withdrawn")));
        referral.await("CANCELLED");
        assertThat(prosecution.ledger().effects(referral.id())).extracting(Ledger.Entry::summary)
                .containsExactly("HEIR_OF_DECEASED [\"TRAVEL\"]", "CONSENT_WITHDRAWN");
        assertThat(prosecution.redacted(referral.id())).isTrue();
    }

    @Test
    void updatesAreGuarded(HubClient officer, ProsecutionSimulator prosecution) {
        Referred referral = linked(officer, prosecution);
        HubClient partner = officer.as("PROSECUTION_KP");
        String notice = """
                {"noticeId":"N-%s","ref":"%s","event":"LINK_WITHDRAWN","at":"2026-03-07T09:00:00+05:00"}"""
                .formatted(referral.id(), referral.id());
        HubClient.Answer illegal = post(partner, notice, "application/json");
        assertThat(illegal.isProblem("illegal-transition")).as(illegal.toString()).isTrue();
        assertThat(illegal.body().path("currentStatus").asText()).isEqualTo("IN_PROGRESS");
        assertThat(post(partner, notice.replace("N-REF", "M-REF").replace(referral.id() + "\",\"event",
                "REF-NONE\",\"event"), "application/json").status()).isEqualTo(404);
        assertThat(post(partner, notice.replace("LINK_WITHDRAWN", "SOMETHING"), "application/json").status())
                .isEqualTo(409);
        assertThat(post(partner, "{\"noticeId\":\"X-" + report + "\"}", "application/json").isProblem("rule-violated"))
                .isTrue();
        assertThat(post(partner, notice, "application/json").isProblem("illegal-transition")).isTrue();
        assertThat(post(partner, "{\"noticeId\":\"X-" + report + "\"}", "application/json").isProblem("rule-violated"))
                .isTrue();
        assertThat(post(partner, "{", "application/json").isProblem("malformed-json")).isTrue();
        assertThat(post(partner, notice, "text/plain").status()).isEqualTo(415);
        assertThat(post(officer.as("BISP"), notice, "application/json").status()).isEqualTo(403);
        assertThat(post(officer.withToken(""), notice, "application/json").status()).isEqualTo(401);
    }

    private Referred linked(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD MARDAN", report, 2026);
        return refer(officer).await("IN_PROGRESS");
    }

    private Referred refer(HubClient officer) {
        return CaseLink.refer(hub, officer, "CTD Mardan", report);
    }

    private static HubClient.Answer post(HubClient partner, String body, String type) {
        return partner.send(partner.request("/rest/prosecution-kp/updates").header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }
}
