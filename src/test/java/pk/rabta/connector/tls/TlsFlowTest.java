package pk.rabta.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.support.StandardServletEnvironment;
import pk.rabta.RabtaApplication;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.People;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulator;
import pk.rabta.sandbox.Simulators;

/** Partners behind TLS with certificates of a private authority, each with its own protocol; the hub's port, too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class TlsFlowTest {

    private static final String LOCAL = "dns:localhost,ip:127.0.0.1";
    private static final Map<String, String> PROGRAMMES = Map.of("pbm", "pbm-ifa-medical", "bisp", "bisp-kafaalat",
            "prosecution-kp", "prosecution-kp-case-link", "health-pb", "health-pb-trauma-counselling");

    private static final Map<String, String> NEEDS = Map.of("pbm", "HEALTH.SURGERY", "bisp", "FIN.INCOME_LOSS",
            "prosecution-kp", "JUSTICE.CASE_LINK", "health-pb", "MHPSS.TRAUMA");
    private Path folder;
    private final Map<String, TlsFront> fronts = new HashMap<>();
    private final Map<String, SSLContext> shown = new HashMap<>();
    private TestAuthority authority;
    private SandboxEnvironment sandbox;
    private ConfigurableApplicationContext hub;
    private HubClient officer;
    private JdbcClient jdbc;

    @BeforeAll
    void start(@TempDir Path own) throws Exception {
        folder = own;
        authority = new TestAuthority(folder, "departments");
        shown.put("good", authority.server("good", LOCAL, 0, 5));
        shown.put("expired", authority.server("expired", LOCAL, -10, 5));
        shown.put("other-host", authority.server("other-host", "dns:elsewhere.example", 0, 5));
        shown.put("untrusted", new TestAuthority(folder, "nobody").server("untrusted", LOCAL, 0, 5));
        sandbox = SandboxEnvironment.start(Simulators.all());
        hub = hub(arguments());
        jdbc = hub.getBean(JdbcClient.class);
        URI address = URI.create("http://127.0.0.1:" + hub.getEnvironment().getProperty("local.server.port"));
        officer = HubClient.of(sandbox, address, "VSO");
        sandbox.hubStarted(address);
    }

    @AfterAll
    void stop() throws Exception {
        try (SandboxEnvironment last = sandbox; ConfigurableApplicationContext first = hub) {
            for (TlsFront front : fronts.values()) {
                front.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"pbm,untrusted", "pbm,other-host", "pbm,expired", "prosecution-kp,untrusted",
        "prosecution-kp,other-host", "prosecution-kp,expired", "health-pb,untrusted", "bisp,untrusted",
        "bisp,other-host"})
    void aCertificateThatDoesNotHoldIsThePartnersFaultAndNothingLeaves(String partner, String certificate)
            throws Exception {
        Simulator simulator = sandbox.simulators().stream().filter(s -> s.partner().equals(partner)).findFirst()
                .orElseThrow();
        TlsFront front = fronts.get(partner);
        front.show(shown.get(certificate));
        String referral = refer(partner);
        Awaitility.await(partner + " is paused").atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(text("select pause_reason from destination_state where paused and id = :id", partner))
                        .singleElement().asString().endsWith("tls"));
        assertThat(text("select state from delivery where referral_id = :id", referral)).containsExactly("DUE");
        assertThat(simulator.ledger().entries(referral)).isEmpty();

        front.show(shown.get("good"));
        assertThat(officer.as("ADMIN").post("/v1/admin/partners/" + partner + "/resume",
                Map.of("reason", "a new certificate")).status()).isEqualTo(200);
        Awaitility.await(partner + " has it").atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(text("select state from delivery where referral_id = :id and message = 'request'", referral))
                        .containsExactly("ACKED"));
        assertThat(simulator.ledger().entries(referral)).hasSize(1);
        assertThat(front.protocols()).isNotEmpty().allMatch(List.of("TLSv1.2", "TLSv1.3")::contains);
    }

    @Test
    void theHubsOwnPortServesTls() throws Exception {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.addAll(List.of("--server.ssl.bundle=hub", "--management.server.ssl.bundle=hub",
                "--spring.ssl.bundle.jks.hub.keystore.location=" + authority.serverStore("hub", LOCAL).toUri(),
                "--spring.ssl.bundle.jks.hub.keystore.password=" + TestAuthority.PASSWORD));
        try (ConfigurableApplicationContext second = hub(arguments)) {
            URI address = URI.create("https://localhost:" + second.getEnvironment().getProperty("local.server.port"));
            HubClient caller = HubClient.of(sandbox, address, "VSO");
            HubClient.Answer answer = caller.trusting(authority.client()).get("/v1/programmes");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
            offersTheStrongAlone(address.getPort());
            offersTheStrongAlone(second.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
            HubClient stranger = caller.withToken("").trusting(new TestAuthority(folder, "stranger").client());
            assertThatThrownBy(() -> stranger.get("/v1/programmes")).isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(SSLException.class);
        }
    }

    private void offersTheStrongAlone(int port) throws Exception {
        assertThat(handshake(port, "TLSv1.3", "TLS_AES_256_GCM_SHA384")).isEqualTo("TLSv1.3");
        assertThat(handshake(port, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")).isEqualTo("TLSv1.2");
        for (String weak : List.of("TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384")) {
            assertThatThrownBy(() -> handshake(port, "TLSv1.2", weak)).as(port + " " + weak)
                    .isInstanceOf(SSLException.class);
        }
    }

    /** The protocol that the hub and a caller who offers this agree on. */
    private String handshake(int port, String protocol, String... suites) throws Exception {
        try (SSLSocket socket = (SSLSocket) authority.client().getSocketFactory().createSocket("localhost", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(suites);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private String refer(String partner) {
        People people = new People(hub);
        String victim = people.widow();
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", people.consent(victim, List.of(partner), List.of("SOCIAL_PROTECTION", "MHPSS", "JUSTICE")),
                "programmes", List.of(Map.of("id", PROGRAMMES.get(partner))),
                "needs", List.of(Map.of("code", NEEDS.get(partner))),
                "details", Map.of("incomePkr", 28_000,
                        "declarations", Map.of("govtServantFamily", false, "otherAid", List.of()),
                        "hospital", Map.of("code", "MAYO_LHR", "government", true, "diagnosisIcd10", "T79.6",
                                "estimatePkr", 485_000)),
                "contact", Map.of("via", "VSO", "vso", "VSO-PB-001")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    private List<String> text(String sql, String id) {
        return jdbc.sql(sql).param("id", id).query(String.class).list();
    }

    /** What the hub is told besides the sandbox's settings, and the fronts that it calls. */
    private List<String> arguments() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
                "--spring.ssl.bundle.pem.departments.truststore.certificate=" + authority.certificate().toUri()));
        Map<String, Object> settings = sandbox.properties();
        for (String partner : PROGRAMMES.keySet()) {
            String prefix = partner.toUpperCase().replace('-', '_');
            int port = URI.create(settings.get(prefix + "_URL").toString()).getPort();
            TlsFront front = fronts.containsKey(partner) ? fronts.get(partner) : new TlsFront(port, shown.get("good"));
            fronts.put(partner, front);
            Stream.of("_URL", "_TOKEN_URL", "_JWKS_URL").map(prefix::concat).filter(settings::containsKey)
                    .forEach(name -> arguments.add("--" + name + "=" + settings.get(name).toString()
                            .replaceFirst("http://[^/:]+:" + port, "https://localhost:" + front.port())));
            arguments.add("--rabta.partners." + partner + ".tls.bundle=departments");
        }
        return arguments;
    }

    private ConfigurableApplicationContext hub(List<String> arguments) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", sandbox.properties()));
        return new SpringApplicationBuilder(RabtaApplication.class).environment(environment)
                .run(arguments.toArray(String[]::new));
    }
}
