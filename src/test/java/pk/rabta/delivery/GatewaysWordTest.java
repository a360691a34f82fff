package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.partner.Partners;
import pk.rabta.partner.Rate;
import pk.rabta.sandbox.HubTest;
import pk.rabta.delivery.DeliveryFault.Kind;

/** What a status says of a message; and that of a gateway's word the profile decides, while the partner counts as failing. */
@HubTest
class GatewaysWordTest {

    private static final Duration BACKOFF = Duration.ofHours(2);

    @Autowired
    private FaultClassifier faults;
    @Autowired
    private Deliveries deliveries;
    @Autowired
    private Destinations destinations;
    @Autowired
    private Subjects subjects;
    @Autowired
    private Partners partners;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;
    @Autowired
    private MeterRegistry meters;

    private final String destination = "SUB-test-" + UUID.randomUUID();
    private Instant now;

    @BeforeEach
    void now() {
        now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @AfterEach
    void clear() {
        jdbc.sql("""
                with attempts as (delete from delivery_attempt where delivery_id in (select id from delivery where destination = :id))
                delete from delivery where destination = :id""").param("id", destination).update();
        jdbc.sql("delete from destination_state where id = :id").param("id", destination).update();
    }

    @ParameterizedTest
    @CsvSource({"408,IN_DOUBT", "502,IN_DOUBT", "504,IN_DOUBT", "500,RETRY", "501,RETRY", "503,RETRY", "425,RETRY", "429,RETRY",
        "401,PARTNER", "403,PARTNER", "400,PARK", "404,PARK", "422,PARK"})
    void eachStatusHasItsMeaning(int status, Kind kind) {
        DeliveryFault fault = fault(status, "120");
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.code()).isEqualTo("http-" + status);
        assertThat(fault.retryAfter()).isEqualTo(kind == Kind.RETRY || kind == Kind.IN_DOUBT ? Duration.ofMinutes(2) : null);
    }

    @Test
    void whatMayBeRepeatedIsRetriedWhenTheGatewaySays() {
        assertThat(after("resend", fault(504, "120"))).startsWith("RETRY http-504");
        assertThat(due()).isBetween(now.plusSeconds(119), now.plusSeconds(180));
        assertThat(destinations.get(destination).failures()).isEqualTo(1);
    }

    /** It knows when it serves again, not whether the partner is still at the first. */
    @Test
    void butNotWhileThePartnerMayBeAtIt() {
        assertThat(after("resend", fault(504, "1"))).startsWith("RETRY http-504");
        assertThat(due()).isEqualTo(now.plusSeconds(35));
    }

    @Test
    void thePartnersOwnWordWhenToComeAgainIsTaken() {
        assertThat(after("resend", fault(503, "1"))).startsWith("RETRY http-503");
        assertThat(due()).isBefore(now.plusSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"resend,RETRY lease-ended", "query,IN_DOUBT in-doubt", "park,PARKED in-doubt"})
    void whatADeadHubLeftCountsNothingAgainstThePartner(String inDoubt, String state) {
        for (int i = 0; i < 5; i++) {
            Dispatch dispatch = sending();
            transaction.executeWithoutResult(status -> settlements(inDoubt)
                    .abandoned(deliveries.find(dispatch.deliveryId()).orElseThrow(), now));
            assertThat(state(dispatch)).isEqualTo(state);
        }
        assertThat(destinations.get(destination).paused()).isFalse();
        assertThat(destinations.get(destination).failures()).isZero();
    }

    @Test
    void whatCanBeAskedForIs() {
        assertThat(after("query", fault(502, null))).startsWith("IN_DOUBT in-doubt");
        assertThat(due()).isAfter(now.plus(BACKOFF).minusSeconds(1));
        assertThat(destinations.get(destination).failures()).isEqualTo(1);
    }

    /** The gateway of a partner that is away says so of each message: no more of them must rest with a person than need be. */
    @Test
    void whatNeedsAPersonOpensTheCircuitToo() {
        assertThat(after("park", fault(502, null))).startsWith("PARKED in-doubt");
        assertThat(destinations.get(destination).failures()).isEqualTo(1);
        after("park", fault(502, null));
        assertThat(destinations.get(destination).circuit(now)).isEqualTo(Destinations.Circuit.OPEN);
    }

    private DeliveryFault fault(int status, String retryAfter) {
        return faults.classify("zakat-pb", new HttpOperationFailedException("http://127.0.0.1", status, "made by the test", null,
                retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter), null));
    }

    private Instant due() {
        return jdbc.sql("select due_at from delivery where destination = :id").param("id", destination)
                .query(java.sql.Timestamp.class).single().toInstant();
    }

    /** State and reason of a message whose attempt ended so, where the profile says that of doubt. */
    private String after(String inDoubt, DeliveryFault fault) {
        Dispatch dispatch = sending();
        settlements(inDoubt).failed(dispatch, fault);
        return state(dispatch);
    }

    private Settlements settlements(String inDoubt) {
        SendingRules rules = mock(SendingRules.class);
        when(rules.of(any())).thenReturn(new SendingRules.Rules(Duration.ofSeconds(5), Rate.parse("5/s"), "always", inDoubt,
                BACKOFF, 2, BACKOFF, 2, Duration.ofMinutes(1), 1));
        return new Settlements(deliveries, destinations, subjects, rules, partners, meters, transaction, clock);
    }

    private Dispatch sending() {
        UUID id = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        jdbc.sql("""
                insert into delivery (id, message_id, queue, destination, order_group, priority, kind, message, state, due_at,
                  created_at, updated_at)
                values (:id, :message, :destination, :destination, :id, 4, 'event', 'event', 'SENDING', now(), now(), now())""")
                .param("id", id).param("message", "MSG-" + id).param("destination", destination).update();
        deliveries.begin(id, attempt, 1, now.plusSeconds(35), "test", now);
        return new Dispatch(id, attempt, 1, "MSG-" + id, destination, null, "event", "event", null, null, null);
    }

    private String state(Dispatch dispatch) {
        return jdbc.sql("select state || ' ' || (reason ->> 'code') from delivery where id = :id")
                .param("id", dispatch.deliveryId()).query(String.class).single();
    }
}
