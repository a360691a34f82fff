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
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.delivery.Destinations;
import pk.rabta.sandbox.HubTest;

@HubTest
class WaitingListsTest {

    private static final String PARTNER = "prosecution-kp";

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

    private List<String> arrivals() {
        return jdbc.sql("""
                select name from batch_arrival where partner_id = :partner and name like 'hearings-2035-03-%'
                order by received_at, id""").param("partner", PARTNER).query(String.class).list();
    }
}
