package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.delivery.Destinations;

/** Referrals that end after an attempt failed, by each protocol: only a partner that may have the request hears of it. */
@HubTest
class NeverArrivedFlowTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** Longer than a lease here, 20 seconds and thirty, and no further than partners take a signature from the future. */
    private static final Duration LEASE = Duration.ofSeconds(52);

    @Autowired
    private MovableClock clock;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Seeds seeds;
    @Autowired
    private Destinations destinations;

    private Simulator office;
    private String programme = "";

    @AfterEach
    void back() {
        office.faults().clear();
        destinations.resume(office.partner(), clock.instant());
        clock.reset();
    }

    @ParameterizedTest
    @CsvSource({"bisp,bisp-kafaalat", "pbm,pbm-ifa-education", "health-pb,health-pb-trauma-counselling"})
    void aPartnerThatWasNotReachedHearsNothing(String partner, String of, SandboxEnvironment around, HubClient officer) {
        begin(partner, of, around, officer);
        office.faults().refuse();
        String cancelled = seeds.referral(officer, partner, programme);
        String withdrawn = seeds.referral(officer, partner, programme);
        stopAfter(cancelled, "unreachable");
        assertThat(cancel(officer, cancelled)).isEqualTo("CANCELLED");
        assertThat(withdraw(officer, withdrawn).path("stopped")).extracting(JsonNode::asText).containsExactly(withdrawn);
        assertThat(messages(cancelled)).containsExactly("request VOIDED person.withdrew");
        assertThat(messages(withdrawn)).containsExactly("request VOIDED consent.withdrawn");

        goOn();

        arrives(officer);
        assertThat(office.ledger().entries(cancelled)).isEmpty();
        assertThat(office.ledger().entries(withdrawn)).isEmpty();
        assertThat(attempts(cancelled)).isNotEmpty().containsOnly("request RETRY unreachable");
    }

    @ParameterizedTest
    @CsvSource({"bisp,bisp-kafaalat,search,cancel", "pbm,pbm-ifa-education,application,withdrawal",
        "health-pb,health-pb-trauma-counselling,request,cancellation"})
    void aPartnerThatMayHaveItHearsOfTheEndOnceAndAfterIt(String partner, String of, String request, String end,
                                                         SandboxEnvironment around, HubClient officer) {
        begin(partner, of, around, officer);
        office.faults().cutAfterProcessing(Faults.ALWAYS);
        // What it tells by itself would say that it has the request.
        office.faults().answerLate(Duration.ofHours(1));
        String referral = seeds.referral(officer, partner, programme);
        stopAfter(referral, "connection-broken");
        assertThat(cancel(officer, referral)).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(messages(referral)).containsExactly("request VOIDED person.withdrew", "cancellation DUE");

        goOn();

        // It may still be at the request: what takes that back must not overtake it.
        await().atMost(LIMIT).until(() -> messages(referral).getLast().equals("cancellation DUE in-doubt"));
        assertThat(effects(referral)).containsExactly(request);
        clock.advance(LEASE);
        await().atMost(LIMIT).until(() -> messages(referral).getLast().equals("cancellation ACKED"));
        assertThat(effects(referral)).containsExactly(request, end);
        assertThat(office.ledger().entries(referral).stream().filter(entry -> entry.kind().equals(end))).hasSize(1);
    }

    /** The partner has the token that it asks for, and no earlier trouble with us. */
    private void begin(String partner, String of, SandboxEnvironment around, HubClient officer) {
        office = around.simulators().stream().filter(one -> one.partner().equals(partner)).findFirst().orElseThrow();
        programme = of;
        destinations.resume(partner, clock.instant());
        arrives(officer);
    }

    private void arrives(HubClient officer) {
        String referral = seeds.referral(officer, office.partner(), programme);
        office.ledger().awaitEntry(entry -> entry.reference().equals(referral), LIMIT);
    }

    /** Nothing is sent any more once an attempt of it failed by this. */
    private void stopAfter(String referral, String fault) {
        await().atMost(LIMIT).until(() -> attempts(referral).stream().anyMatch(attempt -> attempt.endsWith(fault)));
        destinations.pause(office.partner(), "test", "nothing is sent", clock.instant());
        await().atMost(LIMIT).until(() -> jdbc.sql("""
                select count(*) from delivery where destination = :partner and state in ('SENDING', 'PUBLISHED')""")
                .param("partner", office.partner()).query(Integer.class).single() == 0);
    }

    private void goOn() {
        office.faults().clear();
        destinations.resume(office.partner(), clock.instant());
    }

    private static String cancel(HubClient officer, String referral) {
        return officer.post("/v1/referrals/" + referral + "/cancel", Map.of("reason", Map.of("code", "person.withdrew")))
                .body().path("status").asText();
    }

    private JsonNode withdraw(HubClient officer, String referral) {
        String consent = jdbc.sql("select consent_id from referral where id = :id").param("id", referral)
                .query(String.class).single();
        return officer.post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF")).body();
    }

    private List<String> effects(String referral) {
        return office.ledger().effects(referral).stream().map(Ledger.Entry::kind).toList();
    }

    private List<String> messages(String referral) {
        return jdbc.sql("""
                select kind || ' ' || state || coalesce(' ' || (reason ->> 'code'), '') from delivery
                where referral_id = :id and destination = :partner order by sequence""")
                .param("id", referral).param("partner", office.partner()).query(String.class).list();
    }

    private List<String> attempts(String referral) {
        return jdbc.sql("""
                select d.kind || ' ' || a.result || ' ' || coalesce(a.fault, '') from delivery_attempt a
                  join delivery d on d.id = a.delivery_id
                where d.referral_id = :id and d.destination = :partner and a.finished_at is not null
                order by d.sequence, a.number""")
                .param("id", referral).param("partner", office.partner()).query(String.class).list();
    }
}
