package pk.rabta.spdci;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerTokens;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.Faults;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.WaitingPaused;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** A registry that takes connections and says nothing makes nobody wait but one caller now and then. */
@HubTest
@ExtendWith(WaitingPaused.class)
class SilentRegistryTest {

    private static final String REGISTRY = "registry";
    /** The hub's own look-ups, which count too. */
    private static final String OTHERS = "changes-reread";
    private static final Duration TOKEN_LIMIT = Duration.ofSeconds(5);

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ProducerTemplate routes;
    @Autowired
    private CamelContext camel;
    @Autowired
    private Partners partners;
    @Autowired
    private PartnerTokens tokens;
    @Autowired
    private Clock clock;
    private Faults faults;

    @BeforeEach
    void saysNothing(RegistrySimulator registry) throws Exception {
        camel.getRouteController().suspendRoute(OTHERS);
        routes.sendBody("direct:refresh-person", RegistrySimulator.WIDOW);      // a token is had, whoever runs first
        nothingIsKnown();
        faults = registry.faults();
        faults.blackHole(Faults.ALWAYS);
    }

    @AfterEach
    void speaksAgain() throws Exception {
        faults.clear();
        camel.getRouteController().resumeRoute(OTHERS);
        nothingIsKnown();
    }

    private void nothingIsKnown() {
        jdbc.sql("delete from registry_silence").update();
        jdbc.sql("delete from partner_call where partner_id = :id").param("id", REGISTRY).update();
    }

    private PartnerProfile.Breaker breaker() {
        return partners.get(REGISTRY).breaker();
    }

    /** So many at the same time. @return how many of them waited for the registry */
    private long waited(int times) {
        Duration timeout = partners.get(REGISTRY).delivery().timeout();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Duration>> all = IntStream.range(0, times).mapToObj(n -> callers.submit(this::ask)).toList();
            callers.close();
            return all.stream().filter(one -> one.resultNow().compareTo(timeout.minusMillis(500)) > 0).count();
        }
    }

    private Duration ask() {
        String person = seeds.person();
        Instant begun = Instant.now();
        routes.sendBody("direct:refresh-person", person);
        return Duration.between(begun, Instant.now());
    }

    private String fault() {
        return jdbc.sql("select fault from partner_call where partner_id = :id").param("id", REGISTRY)
                .query(String.class).single();
    }

    private void lastAskedBefore(Duration ago) {
        jdbc.sql("update registry_silence set asked_at = :at").param("at", Timestamp.from(clock.instant().minus(ago))).update();
    }

    private List<Integer> unanswered() {
        return jdbc.sql("select unanswered from registry_silence").query(Integer.class).list();
    }

    @Test
    void oneCallerOfEachProbesLengthWaitsForIt() {
        assertThat(waited(breaker().failures())).isEqualTo(breaker().failures());
        assertThat(fault()).isEqualTo("timeout");
        assertThat(waited(3)).as("left alone").isZero();

        lastAskedBefore(breaker().probe());
        assertThat(waited(3)).as("one tries").isEqualTo(1);
        assertThat(waited(3)).as("left alone again").isZero();

        lastAskedBefore(breaker().probe());
        faults.clear();
        routes.sendBody("direct:refresh-person", RegistrySimulator.WIDOW);
        assertThat(unanswered()).as("it answered").isEmpty();
    }

    /** All who need a token wait for the one answer, and not for each other. */
    @Test
    void aTokenEndpointThatSaysNothingIsSilenceToo() {
        tokens.refused(REGISTRY);
        Instant begun = Instant.now();
        assertThat(waited(breaker().failures())).isEqualTo(breaker().failures());
        assertThat(fault()).isEqualTo("token-timeout");
        assertThat(begun).isAfter(Instant.now().minus(TOKEN_LIMIT.multipliedBy(2)));
        assertThat(waited(3)).as("left alone").isZero();
    }

    /** Such as a node's whose clock was hours ahead. */
    @Test
    void aTimeFarAheadSilencesNobody() {
        jdbc.sql("insert into registry_silence values (:id, :many, :at)").param("id", REGISTRY)
                .param("many", breaker().failures()).param("at", Timestamp.from(clock.instant().plus(Duration.ofHours(3)))).update();
        assertThat(waited(1)).isEqualTo(1);
    }

    /** A subscription or a fetch of keys that hangs says nothing of a search that is well. */
    @Test
    void otherCallsThatHangSilenceNoLookUp() {
        jdbc.sql("insert into partner_call (partner_id, failed_at, fault, failures) values (:id, :now, 'timeout', 100)")
                .param("id", REGISTRY).param("now", Timestamp.from(clock.instant())).update();
        assertThat(waited(1)).isEqualTo(1);
        assertThat(unanswered()).containsExactly(1);
    }

    /** One that says no at once keeps nobody waiting: it is asked each time. */
    @Test
    void oneThatFailsAtOnceIsAskedByEverybody() {
        faults.clear();
        faults.storm(503, Faults.ALWAYS);
        int before = faults.met();
        for (int i = 0; i < breaker().failures() + 2; i++) {
            ask();
        }
        assertThat(faults.met()).isGreaterThanOrEqualTo(before + breaker().failures() + 2);
    }
}
