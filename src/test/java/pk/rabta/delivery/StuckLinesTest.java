package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.delivery.BrokerLink.Held;
import pk.rabta.sandbox.HubClient;

/** Who stays first in a line that is open is stuck: due, handed over, or in doubt. Who waits for a reason is not. */
class StuckLinesTest extends InvariantScene {

    @Autowired
    private Deliveries deliveries;
    @Autowired
    private Relay relay;
    @Autowired
    private OpenDestinations open;
    @Autowired
    private Destinations destinations;
    @Autowired
    private SendingRules rules;

    @Test
    void whoStaysFirstForAnOpenDestinationIsStuck_andWhoWaitsForAReasonIsNot() {
        delivery("webhooks", "DUE", null, null);
        DueGoesOut check = new DueGoesOut(jdbc, relay, open);
        assertThat(found(check, later)).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(299))).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(301))).contains(destination);

        destinations.pause(destination, "test", "maintenance", later);
        assertThat(found(check, later.plusSeconds(310))).as("paused").doesNotContain(destination);
        jdbc.sql("update destination_state set paused = false where id = :id").param("id", destination).update();
        assertThat(found(check, later.plusSeconds(320))).as("its time begins anew").doesNotContain(destination);
        jdbc.sql("update delivery set state = 'ACKED' where destination = :id").param("id", destination).update();
        delivery("webhooks", "DUE", null, null);
        assertThat(found(check, later.plusSeconds(700))).as("another is first now").doesNotContain(destination);
    }

    @Test
    void aDestinationIsStuckBehindAProtectedWitnessToo(HubClient officer) {
        String referral = seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        jdbc.sql("update referral set withheld = true where id = :id").param("id", referral).update();
        UUID first = delivery("webhooks", "DUE", null, null);
        jdbc.sql("update delivery set referral_id = :referral where id = :id").param("referral", referral).param("id", first)
                .update();
        DueGoesOut check = new DueGoesOut(jdbc, relay, open);
        found(check, later);
        assertThat(check.violations(later.plusSeconds(301), List.of())).filteredOn(it -> it.object().equals(destination))
                .singleElement().satisfies(it -> {
                    assertThat(it.hidden()).isFalse();
                    assertThat(it.toString()).doesNotContain(referral).doesNotContain(first.toString());
                });
        jdbc.sql("update referral set withheld = false where id = :id").param("id", referral).update();
    }

    @Test
    void whatNobodyTakesFromTheBrokerIsTold_butNotAtAPausedDestination() {
        delivery(destination, "PUBLISHED", later, null);
        PublishedIsTaken check = new PublishedIsTaken(jdbc, broker, rules, open);
        assertThat(found(check, later)).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(1199))).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(1201))).contains(destination);
        destinations.pause(destination, "test", "maintenance", later);
        assertThat(found(check, later.plusSeconds(1210))).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(1280))).doesNotContain(destination);
        jdbc.sql("update destination_state set paused = false where id = :id").param("id", destination).update();
        assertThat(found(check, later.plusSeconds(1300))).as("its time begins anew").doesNotContain(destination);
    }

    /** As when each claim of it throws: the hub puts it back and hands it over again, and others pass it. */
    @Test
    void whatIsHandedOverAgainAndAgainAndNeverClaimedIsTold() {
        UUID stuck = delivery(destination, "PUBLISHED", later, null);
        PublishedIsTaken check = new PublishedIsTaken(jdbc, broker, rules, open);
        for (int minute = 0; minute <= 21; minute++) {
            Instant now = later.plusSeconds(60L * minute);
            state(stuck, minute == 15 ? "DUE" : "PUBLISHED", now);
            UUID passing = delivery(destination, "PUBLISHED", now, null);
            assertThat(found(check, now).contains(destination)).as("after minute " + minute).isEqualTo(minute == 21);
            state(passing, "ACKED", now);
            found(check, now.plusSeconds(30));
            state(stuck, "PUBLISHED", now);
        }
    }

    @Test
    void aListWaitsForItsRun() {
        UUID row = delivery("zakat-pb", "PUBLISHED", later, null);
        jdbc.sql("update delivery set destination = 'zakat-pb' where id = :id").param("id", row).update();
        Held between = new Held(1, 0);
        Held inARun = new Held(1, 1);
        assertThat(standing(between)).doesNotContain("zakat-pb");
        assertThat(standing(inARun)).contains("zakat-pb");
        jdbc.sql("delete from delivery where id = :id").param("id", row).update();
    }

    private List<String> standing(Held held) {
        BrokerLink link = new BrokerLink(null, settings) {
            @Override
            Map<String, Held> held(Set<String> queues) {
                return queues.stream().collect(Collectors.toMap(queue -> queue, queue -> held));
            }
        };
        PublishedIsTaken check = new PublishedIsTaken(jdbc, link, rules, open);
        found(check, later);
        return found(check, later.plusSeconds(1201));
    }

    private void state(UUID id, String state, Instant published) {
        jdbc.sql("update delivery set state = :state, published_at = :published, due_at = :published where id = :id")
                .param("state", state).param("published", Timestamp.from(published)).param("id", id).update();
    }

    @Test
    void aDoubtThatNobodyAsksAboutIsTold_unlessThePartnerIsPausedOrItsTimeIsToCome() {
        UUID doubtful = delivery("webhooks", "IN_DOUBT", null, null);
        DoubtIsAsked check = new DoubtIsAsked(deliveries, open);
        assertThat(found(check, later)).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(299))).doesNotContain(destination);
        assertThat(found(check, later.plusSeconds(301))).contains(destination);
        destinations.pause(destination, "test", "maintenance", later);
        assertThat(found(check, later.plusSeconds(310))).as("paused").doesNotContain(destination);
        jdbc.sql("update destination_state set paused = false where id = :id").param("id", destination).update();
        found(check, later.plusSeconds(320));
        state(doubtful, "IN_DOUBT", later.plusSeconds(900));
        assertThat(found(check, later.plusSeconds(700))).as("asked, and to be asked again later").doesNotContain(destination);
    }
}
