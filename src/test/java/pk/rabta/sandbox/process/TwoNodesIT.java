package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.zakat.Decision;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** Two hub processes on one database and one broker, as docker-compose.yml could start them. */
@Order(Integer.MAX_VALUE - 2)   // as RestoredListsIT
class TwoNodesIT {

    /** Longer than the lease of what the killed node may have been sending, which nobody ends before its time. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static StandaloneDatabase database;
    private static StandaloneBroker broker;
    private static SandboxEnvironment around;
    private static HubProcess first;
    private static HubProcess second;
    private static JdbcClient jdbc;
    private static int people;

    @BeforeAll
    static void start() {
        database = StandaloneDatabase.start();
        broker = StandaloneBroker.start();
        around = SandboxEnvironment.start(Simulators.all());
        Map<String, Object> properties = Standalone.properties(around, database.database(), broker);
        jdbc = JdbcClient.create(database.database().dataSource());
        properties.put("rabta.leases.term", "10s");
        properties.put("rabta.leases.period", "1000");
        properties.put("rabta.partners.prosecution-kp.delivery.timeout", "15s");
        // The least that a list needs; a row that the killed node has claimed and not added waits for half a minute more.
        properties.put("rabta.partners.zakat-pb.delivery.timeout", "60s");
        first = HubProcess.start(properties);
        second = HubProcess.start(properties);
        around.hubStarted(first.url());
    }

    @AfterAll
    static void stop() throws Exception {
        first.close();
        second.close();
        around.close();
        broker.close();
        database.close();
    }

    private final ZakatCommittee committee = around.simulator(ZakatCommittee.class);
    private final ProsecutionSimulator prosecution = around.simulator(ProsecutionSimulator.class);

    private static List<String> refer(HubProcess hub) {
        HubClient officer = HubClient.of(around, hub.url(), "VSO");
        String victim = around.simulator(RegistrySimulator.class)
                .personLike(RegistrySimulator.WIDOW, "99999%07d4".formatted(910_000 + people++));
        String consent = ok(officer.post("/v1/consents", Map.of("victim", Map.of("registryId", victim),
                "basis", "CONSENT", "givenBy", "SELF", "capacity", "ADULT", "method", "SIGNATURE",
                "purposes", List.of("JUSTICE", "SOCIAL_PROTECTION"),
                "recipients", List.of("prosecution-kp", "zakat-pb"),
                "dataScopes", List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "CASE")))).path("id").asText();
        JsonNode referrals = ok(officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "programmes", List.of(Map.of("id", "prosecution-kp-case-link"),
                        Map.of("id", "zakat-pb-guzara"))))).path("referrals");
        List<String> ids = new ArrayList<>();
        referrals.forEach(referral -> ids.add(referral.path("id").asText()));
        assertThat(ids).hasSize(2);
        return ids;
    }

    private static JsonNode ok(HubClient.Answer answer) {
        assertThat(answer.status() / 100).as(answer.text()).isEqualTo(2);
        return answer.body();
    }

    /** Each referral has had one effect at its partner, and was sent once. */
    private void arrivedOnce(List<List<String>> referrals) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(referrals).allSatisfy(ids -> {
            assertThat(prosecution.ledger().effects(ids.get(0))).as("prosecution").hasSize(1);
            assertThat(jdbc.sql("select status from referral where id = :id").param("id", ids.get(1))
                    .query(String.class).single()).as("zakat").isEqualTo("COMPLETED");
        }));
        assertThat(referrals).allSatisfy(ids -> {
            assertThat(rows(ids.get(1))).as("rows in lists").hasSize(1);
            assertThat(committee.ledger().effects(ids.get(1))).hasSize(1);
            assertThat(prosecution.ledger().entries(ids.get(0))).as("sent").hasSize(1);
        });
    }

    private List<Ledger.Entry> rows(String referral) {
        return committee.ledger().entries(referral).stream().filter(entry -> entry.kind().equals("list-row")).toList();
    }

    @Test
    void oneNodeDoesWhatIsSingle_andTheOtherTakesItsPlace() {
        committee.decides(row -> Decision.granted());
        committee.thinks(Duration.ofMillis(100));
        List<List<String>> referrals = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            referrals.add(refer(first));
            referrals.add(refer(second));
        }
        arrivedOnce(referrals);
        assertThat(jdbc.sql("select count(*) from batch_arrival where repeated").query(Long.class).single())
                .as("files read twice").isZero();

        // A node sends one message at a time to this partner: of two that are being sent, one is the first node's.
        prosecution.faults().delay(Duration.ofSeconds(12));
        List<List<String>> later = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            later.add(refer(second));
        }
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> beingSent() == 2);
        first.kill();
        prosecution.faults().clear();
        later.add(refer(second));
        arrivedOnce(later);
        arrivedOnce(referrals);
    }

    private static long beingSent() {
        return jdbc.sql("select count(*) from delivery where state = 'SENDING' and destination = 'prosecution-kp'")
                .query(Long.class).single();
    }
}
