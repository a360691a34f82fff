package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.delivery.Destinations;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Referred;
import pk.rabta.time.Pakistan;

@HubTest
class WaitingListsTest {

    private static final String PARTNER = "prosecution-kp";

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private Destinations destinations;
    @Autowired
    private JdbcClient jdbc;

    /** Else an old list could be read last, and send people to a hearing that was adjourned since. */
    @Test
    void listsOfSeveralNightsAreReadInTheirOrder(ProsecutionSimulator prosecution) throws Exception {
        List<LocalDate> nights = Stream.iterate(LocalDate.of(2035, 3, 1), night -> night.plusDays(1)).limit(8).toList();
        destinations.pause(PARTNER, "test", "an outage of some days", Instant.now());
        try {
            for (LocalDate night : nights) {
                prosecution.writeHearingList(night);
            }
        } finally {
            destinations.resume(PARTNER, Instant.now());
        }
        List<String> names = nights.stream().map(night -> "hearings-" + night + ".csv").toList();
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(arrivals()).hasSameSizeAs(names));
        assertThat(arrivals()).containsExactlyElementsOf(names);
    }

    /** A list that was held up on its way, and one whose name is a slip, which must not silence those of the coming years. */
    @Test
    void aLateListTakesNothingBackThatANewerOneSaid(HubClient officer, ProsecutionSimulator prosecution) throws Exception {
        prosecution.register().open("CTD HANGU", 77, 2026);
        Referred referral = CaseLink.refer(hub, officer, "CTD Hangu", 77).await("IN_PROGRESS");
        LocalDate today = LocalDate.now(Pakistan.ZONE);
        LocalDate hearing = today.plusDays(30);
        listed(prosecution, today.minusDays(2), hearing);
        listed(prosecution, today.minusDays(1), hearing.plusDays(1));
        listed(prosecution, today.minusDays(3), hearing.plusDays(2));
        assertThat(referral.hearings()).containsExactly(hearing + " ADJOURNED", hearing.plusDays(1) + " SCHEDULED");

        listed(prosecution, today.plusYears(40), hearing.plusDays(3));
        listed(prosecution, today, hearing.plusDays(4));
        assertThat(referral.hearings()).endsWith(hearing.plusDays(3) + " ADJOURNED", hearing.plusDays(4) + " SCHEDULED");
    }

    private static void listed(ProsecutionSimulator prosecution, LocalDate night, LocalDate hearing) throws Exception {
        prosecution.register().hear("CTD HANGU", 77, 2026, hearing, "EVIDENCE");
        prosecution.writeHearingList(night);
        await("receipt of " + night).atMost(Duration.ofSeconds(40)).until(() -> prosecution.receipts().stream()
                .anyMatch(name -> name.contains(night.toString())));
    }

    private List<String> arrivals() {
        return jdbc.sql("""
                select name from batch_arrival where partner_id = :partner and name like 'hearings-2035-03-%'
                order by received_at, id""").param("partner", PARTNER).query(String.class).list();
    }
}
