package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.referral.exchange.Came;
import pk.rabta.sandbox.HandClock;
import pk.rabta.sandbox.HubTest;

/** Messages that were archived and never applied. */
@HubTest
class InboxSweepTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    private Archive archive;
    @Autowired
    private ProducerTemplate routes;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;

    private InboxSteps inbox;

    /** One that nothing else sweeps with: what it tries, and when, is the test's. */
    @BeforeEach
    void start() {
        inbox = new InboxSteps(archive, null, null, null, null, null, routes, null, clock);
    }

    private UUID archived(String mapping, String content) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        archive.keep(new Inbound(id, "prosecution-kp", "m-" + id, mapping, false, Came.AT_ONCE, null), "rest",
                "application/json", bytes, bytes);
        jdbc.sql("update inbound_message set received_at = :then where id = :id").param("id", id)
                .param("then", Timestamp.from(clock.instant().minus(Duration.ofMinutes(1)))).update();
        return id;
    }

    private String state(UUID id) {
        return jdbc.sql("select state from inbound_message where id = :id").param("id", id).query(String.class).single();
    }

    @Test
    void whatFailsAgainIsParkedAndComesRoundNoMore() {
        UUID unreadable = archived("notice-to-update", "{");
        UUID withoutMapping = archived("no-such-mapping", "{}");
        inbox.sweep(1);
        assertThat(state(unreadable)).isEqualTo("PARKED");
        assertThat(state(withoutMapping)).isEqualTo("PARKED");
    }

    /** Its mapping may have been mended: that comes with a start. */
    @Test
    void whatWasParkedBeforeThisStartIsTriedOnceMore() {
        UUID readable = parked("notice-to-update", """
                {"noticeId":"again","event":"CASE_CLOSED","at":"2026-03-07T09:00:00+05:00",
                 "fir":{"ps":"CTD Mardan","number":91001,"year":2026}}""", LONG_AGO);
        UUID unreadable = parked("notice-to-update", "{", LONG_AGO);
        UUID over = parked("notice-to-update", "{", LONG_AGO);
        jdbc.sql("update inbound_message set content = null, sealed_key = null where id = :id").param("id", over).update();
        inbox.sweep(1);
        UUID since = parked("notice-to-update", "{", clock.instant());
        Instant then = processed(since);
        inbox.sweep(1);
        assertThat(state(readable)).as("of a case that nobody has").isEqualTo("REFUSED");
        assertThat(state(unreadable)).isEqualTo("PARKED");
        assertThat(processed(since)).isEqualTo(then);
        assertThat(processed(over)).isEqualTo(LONG_AGO);
        Instant once = processed(unreadable);
        assertThat(once).isAfter(LONG_AGO);
        inbox.sweep(1);
        assertThat(processed(unreadable)).isEqualTo(once);
    }

    /** Until it took over, a node with the mapping of yesterday may have parked it. */
    @Test
    void whatWasParkedBeforeThisNodeTookTheLeaseIsTriedOnceMore() {
        inbox.sweep(1);
        UUID meanwhile = parked("notice-to-update", "{", clock.instant());
        Instant then = processed(meanwhile);
        inbox.sweep(3);
        Instant once = processed(meanwhile);
        assertThat(once).isAfter(then);
        inbox.sweep(3);
        assertThat(processed(meanwhile)).isEqualTo(once);
    }

    @Test
    void whatAClockThatWasAheadDatedIsAppliedNow() {
        Instant ahead = clock.instant().plus(Duration.ofHours(2));
        UUID archived = archived("no-such-mapping", "{}");
        jdbc.sql("update inbound_message set received_at = :then where id = :id").param("id", archived)
                .param("then", Timestamp.from(ahead)).update();
        UUID parked = parked("no-such-mapping", "{}", ahead);
        inbox.sweep(1);
        assertThat(state(archived)).isEqualTo("PARKED");
        assertThat(processed(parked)).isBefore(ahead);
    }

    @Test
    void aClockThatIsSetBackMakesNothingComeRoundAgain() {
        HandClock hands = new HandClock();
        hands.forward(Duration.between(hands.instant(), clock.instant().plus(Duration.ofHours(2))));
        inbox = new InboxSteps(archive, null, null, null, null, null, routes, null, hands);
        inbox.sweep(1);
        hands.forward(Duration.ofHours(-2).minusSeconds(1));
        UUID parked = parked("no-such-mapping", "{}", LONG_AGO);
        inbox.sweep(1);
        Instant once = processed(parked);
        assertThat(once).isAfter(LONG_AGO);
        inbox.sweep(1);
        assertThat(processed(parked)).isEqualTo(once);
    }

    private UUID parked(String mapping, String content, Instant at) {
        UUID id = archived(mapping, content);
        jdbc.sql("update inbound_message set state = 'PARKED', processed_at = :at where id = :id").param("id", id)
                .param("at", Timestamp.from(at)).update();
        return id;
    }

    private Instant processed(UUID id) {
        return jdbc.sql("select processed_at from inbound_message where id = :id").param("id", id)
                .query((row, n) -> row.getTimestamp(1).toInstant()).single();
    }

    @Test
    void aMessageWhoseBytesDoNotOpenIsParkedToo() {
        UUID broken = archived("notice-to-update", "{}");
        jdbc.sql("update inbound_message set content = 'no seal' where id = :id").param("id", broken).update();
        inbox.sweep(1);
        assertThat(state(broken)).isEqualTo("PARKED");
    }
}
