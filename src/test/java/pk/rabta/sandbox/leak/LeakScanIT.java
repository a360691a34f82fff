package pk.rabta.sandbox.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSContext;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.bisp.BispSimulator;
import pk.rabta.sandbox.health.HealthSimulator;
import pk.rabta.sandbox.health.Plan;
import pk.rabta.sandbox.pbm.PbmSimulator;
import pk.rabta.sandbox.process.HubProcess;
import pk.rabta.sandbox.process.Standalone;
import pk.rabta.sandbox.process.StandaloneBroker;
import pk.rabta.sandbox.process.StandaloneDatabase;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;

/**
 * Nothing that is known of a person lies in the clear where machines keep or tell things: marked persons go through every
 * flow and every failure, then the database's files and dump, the broker's files, logs, metrics, temporary files and all
 * answers to careless callers are searched; and a mark that is put into each of these places is found.
 */
class LeakScanIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLANTED = "Nishan planted نشان بویا";
    private static final Set<String> ENDED = Set.of("COMPLETED", "REJECTED", "FAILED", "CANCELLED", "EXPIRED", "ACCEPTED",
            "IN_PROGRESS", "ON_HOLD");
    private static final Set<String> SENT = Set.of("RECEIVED", "ACCEPTED", "IN_PROGRESS");

    private static StandaloneDatabase server;
    private static Database database;
    private static StandaloneBroker broker;
    private static SandboxEnvironment around;
    private static HubProcess hub;

    @BeforeAll
    static void start() {
        server = StandaloneDatabase.start();
        database = server.database();
        broker = StandaloneBroker.start();
        around = SandboxEnvironment.start(Simulators.all());
        Map<String, Object> properties = Standalone.properties(around, database, broker);
        // More than the default, so that it holds for both.
        properties.put("logging.level.pk.rabta", "DEBUG");
        properties.put("management.endpoint.health.show-details", "always");
        hub = HubProcess.start(properties);
        around.hubStarted(hub.url());
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        around.close();
        broker.close();
        server.close();
    }

    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @Test
    void nothingOfAPersonIsKeptOrToldInTheClear() throws Exception {
        HubClient officer = HubClient.of(around, hub.url(), "VSO");
        MarkedFlows flows = new MarkedFlows(around, officer);
        CarelessFlows careless = new CarelessFlows(around, officer);
        flow(flows, careless);
        Places places = new Places(values(flows));

        places.text("an answer to a careless caller", String.join("\n", careless.answers()));
        management(places);
        admin(places, officer.as("ADMIN"));
        assertThat(hub.stop()).isEqualTo(143);
        places.text("the hub's log", hub.output());
        places.files("a temporary file", hub.temporary());
        rest(places);
        Set<String> leaks = places.take();
        plant();
        rest(places);
        places.text("the hub's log", hub.output() + PLANTED);
        places.files("a temporary file", hub.temporary());
        Set<String> planted = places.take();
        planted.removeAll(leaks);

        assertThat(leaks).isEmpty();
        assertThat(planted).anyMatch(line -> line.startsWith("the database's file base/"))
                .anyMatch(line -> line.startsWith("the database's file pg_wal/"))
                .anyMatch(line -> line.startsWith("the dump of public.idempotency_key"))
                .anyMatch(line -> line.startsWith("the broker's file data/journal/"))
                .anyMatch(line -> line.startsWith("a temporary file"))
                .anyMatch(line -> line.startsWith("the hub's log"))
                .allMatch(line -> line.contains(PLANTED));
    }

    /** A person whose referrals go well, one whose are open while partners write nonsense, one whose messages they refuse; and a witness. */
    private void flow(MarkedFlows flows, CarelessFlows careless) throws IOException {
        pace(Duration.ofMillis(100));
        Map<String, String> well = flows.refer("9999900770012", Map.of("via", "PHONE", "phone", Marked.PHONE));
        flows.answer(well.get("pbm-ifa-medical"));
        flows.reach(well, ENDED);
        flows.cancel(well.get("prosecution-kp-case-link"));

        flows.witness("9999900770048");

        pace(Duration.ofHours(1));
        Map<String, String> open = flows.refer("9999900770024", Map.of("via", "PHONE", "phone", Marked.PHONE));
        flows.reach(Map.of("health", open.get("health-pb-treatment"), "cash", open.get("bisp-kafaalat")), SENT);
        careless.officer(flows.persons().getFirst());
        careless.partners(open);
        careless.numbersInIds(flows.persons().get(2), open.get("prosecution-kp-case-link"));
        flows.cancel(open.get("bisp-kafaalat"));

        List.of(BispSimulator.class, HealthSimulator.class, ProsecutionSimulator.class).forEach(type -> {
            around.simulator(type).faults().echo();
            around.simulator(type).faults().storm(400, 3);
        });
        around.simulator(PbmSimulator.class).answerFault(true, 2);
        flows.refer("9999900770036", Map.of("via", "VSO", "vso", "VSO-PB-001",
                "phone", Marked.PHONE));
        await("parked").atMost(LIMIT).untilAsserted(() -> assertThat(count("select count(*) from delivery where state = "
                + "'PARKED'")).isGreaterThanOrEqualTo(4));
        await("files").atMost(LIMIT).untilAsserted(() -> assertThat(count("select count(*) from batch_arrival where "
                + "receipt_at is not null")).isGreaterThanOrEqualTo(5));
        await("inbound").atMost(LIMIT).untilAsserted(() -> assertThat(count("select count(*) from inbound_message where "
                + "state = 'RECEIVED'")).isZero());
        assertThat(count("select count(*) from inbound_message where problem is not null")).as("refused").isPositive();
    }

    private static void pace(Duration each) {
        around.simulator(PbmSimulator.class).pace(each);
        around.simulator(BispSimulator.class).takes(each, each);
        around.simulator(HealthSimulator.class).desk().decide(Plan.DELIVER, each);
    }

    private Set<String> values(MarkedFlows flows) {
        Set<String> values = new LinkedHashSet<>(Marked.words());
        flows.persons().forEach(id -> values.addAll(Marked.of(around.simulator(RegistrySimulator.class).told(id))));
        assertThat(values).contains("Zarmina Bibi", "زرمینہ بی بی", "9999900770012").hasSizeGreaterThan(30);
        values.add(PLANTED);
        return values;
    }

    /** Everything that the management port serves. */
    private static void management(Places places) throws Exception {
        JsonNode links = new ObjectMapper().readTree(get(hub.managementUrl().resolve("/actuator"))).path("_links");
        Set<String> paths = new TreeSet<>(links.findValuesAsText("href"));
        paths.removeIf(path -> path.contains("{"));
        for (JsonNode name : new ObjectMapper().readTree(get(hub.managementUrl().resolve("/actuator/metrics")))
                .path("names")) {
            paths.add(hub.managementUrl() + "/actuator/metrics/" + name.asText());
        }
        assertThat(paths).anyMatch(path -> path.endsWith("prometheus"));
        for (String path : paths) {
            places.text("the management port " + URI.create(path).getPath(), get(URI.create(path)));
        }
    }

    /** What administrators see, who may not see payloads. */
    private static void admin(Places places, HubClient admin) {
        for (String list : List.of("/v1/admin/deliveries", "/v1/admin/inbound", "/v1/admin/partners", "/v1/admin/routes")) {
            HubClient.Answer answer = admin.get(list);
            assertThat(answer.status()).as(list).isEqualTo(200);
            places.text("the answer of " + list, answer.text());
            answer.body().path("items").findValuesAsText("id").forEach(id ->
                    places.text("the answer of " + list + "/" + id, admin.get(list + "/" + id).text()));
        }
    }

    private void rest(Places places) throws Exception {
        jdbc.sql("checkpoint").update();
        assertThat(places.dump(database)).contains("public.delivery", "public.audit_leaf_default");
        assertThat(places.files("the database's file", server.data())).isGreaterThan(10_000_000);
        assertThat(places.files("the broker's file", broker.files())).isGreaterThan(1_000_000);
    }

    /** One of each kind of place. */
    private void plant() throws Exception {
        jdbc.sql("insert into idempotency_key (client_id, operation, key, request_hash, status, answer, created_at) values "
                + "('planted', 'planted', 'planted', '\\x00', 200, jsonb_build_object('name', :name), "
                + "timestamptz '2026-01-01')").param("name", PLANTED).update();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
                JMSContext context = factory.createContext(broker.user(), broker.password(), Session.AUTO_ACKNOWLEDGE)) {
            context.createProducer().send(context.createQueue("deliver.planted"), PLANTED);
        }
        Files.writeString(hub.temporary().resolve("planted.tmp"), PLANTED);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static String get(URI address) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
}
