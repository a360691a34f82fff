package pk.rabta.partner;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.support.StandardServletEnvironment;
import pk.rabta.RabtaApplication;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Referred;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;

/** A partner more is three places in the content folders, and nothing else. Its hub sets the process's logging up. */
@ResourceLock(Resources.SYSTEM_OUT)
@Execution(ExecutionMode.SAME_THREAD)
class SixthPartnerTest {

    private static final Path PARTNER = Path.of("src/test/resources/sixth-partner");
    private static final String FACTS = """
            {"contract":"victim/1","victim":{"registryId":"VOT-ID","name":{"roman":"Zarmina Gul"},"sex":"F",
              "address":{"province":"PK-KP","district":"PK528"}},"household":{"dependants":2}}""";

    private final WireMockServer department = new WireMockServer(WireMockConfiguration.options().dynamicPort()
            .bindAddress("127.0.0.1"));

    @TempDir
    private Path home;

    @BeforeEach
    void start() throws IOException {
        department.start();
        department.stubFor(post(urlEqualTo("/api/stipends")).willReturn(aResponse().withStatus(201)
                .withHeader("Content-Type", "application/json").withTransformers("response-template")
                .withBody("{\"reference\":\"{{jsonPath request.body '$.reference'}}\",\"diaryNo\":\"D-7\"}")));
        for (String folder : List.of("config", "routes", "mappings")) {
            copy(Path.of(folder), home.resolve(folder));
            copy(PARTNER.resolve(folder), home.resolve(folder));
        }
    }

    @AfterEach
    void stop() {
        department.stop();
    }

    @Test
    void aSixthPartnerIsThreePlacesAndNoJava() throws IOException {
        try (Stream<Path> files = Files.walk(PARTNER)) {
            List<Path> all = files.filter(Files::isRegularFile).map(PARTNER::relativize).toList();
            assertThat(all).noneMatch(file -> file.toString().endsWith(".java"));
            assertThat(new TreeSet<>(all.stream().map(SixthPartnerTest::place).toList()))
                    .containsExactly("config/partners/edu-kp", "mappings/edu-kp", "routes/partners/edu-kp.camel.yaml");
        }
    }

    @Test
    void aReferralGoesToTheSixthPartnerAndBack() {
        // Surroundings of its own: the hub that other tests share does not know this partner.
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all());
                ConfigurableApplicationContext hub = hub(sandbox)) {
            URI address = URI.create("http://127.0.0.1:" + hub.getEnvironment().getProperty("local.server.port"));
            HubClient officer = HubClient.of(sandbox, address, "VSO");
            Referred referral = Referred.submit(hub, officer, new Referred.Person(FACTS, "edu-kp-stipend",
                    "EDU.STIPEND", "EDUCATION", "edu-kp", "IDENTITY_MIN,HOUSEHOLD"), "").await("RECEIVED");
            department.verify(1, postRequestedFor(urlEqualTo("/api/stipends"))
                    .withBasicAuth(new BasicCredentials("rabta", "secret-of-a-test"))
                    .withRequestBody(equalToJson("""
                            {"reference":"%s","kind":"STIPEND","pupilOf":"Zarmina Gul","district":"PK528",
                             "children":2}"""
                            .formatted(referral.id()))));
            assertThat(referral.column("partner_reference")).isEqualTo("D-7");
            HubClient partner = officer.withToken(token(sandbox));
            HubClient.Answer answer = partner.send(partner.request("/rest/edu-kp/updates")
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString("""
                            {"reference":"%s","decisionNo":"S-3","granted":true}""".formatted(referral.id()))));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(referral.await("COMPLETED").column("outcome")).contains("ENROLLED");
            // It declares no message to take a referral back: nobody may believe that it was asked to.
            HubClient.Answer wrong = HubClient.of(sandbox, address, "SUPERVISOR").post("/v1/referrals/" + referral.id()
                    + "/entered-in-error", Map.of("reason", Map.of("code", "identity.mismatch", "text", "Another person")));
            assertThat(wrong.status()).as(wrong.text()).isEqualTo(200);
            assertThat(officer.get("/v1/referrals/" + referral.id() + "/timeline").body().path("items"))
                    .extracting(entry -> entry.at("/reason/code").asText()).contains("technical.cancellation-not-told");
            theOfficerHearsWhomNobodyAsks(hub, officer);
        }
    }

    private static void theOfficerHearsWhomNobodyAsks(ConfigurableApplicationContext hub, HubClient officer) {
        Referred referral = Referred.submit(hub, officer, new Referred.Person(FACTS, "edu-kp-stipend",
                "EDU.STIPEND", "EDUCATION", "edu-kp", "IDENTITY_MIN,HOUSEHOLD"), "").await("RECEIVED");
        hub.getBean(JdbcClient.class).sql("""
                update consent c set office = r.office, province = r.province
                from referral r where r.consent_id = c.id and r.id = :id""").param("id", referral.id()).update();
        HubClient.Answer answer = officer.post("/v1/consents/" + referral.column("consent_id") + "/withdraw",
                Map.of("withdrawnBy", "SELF"));
        ResponseContract.check("withdrawConsent", 200, answer);
        assertThat(answer.body().path("toTellByHand")).hasSize(1);
        assertThat(answer.body().at("/toTellByHand/0/referralId").asText()).isEqualTo(referral.id());
        assertThat(answer.body().at("/toTellByHand/0/partner").asText()).isEqualTo("edu-kp");
        for (String list : List.of("stopped", "cancellationRequested", "mayHaveLeft")) {
            assertThat(answer.body().path(list)).as(list).isEmpty();
        }
    }

    private ConfigurableApplicationContext hub(SandboxEnvironment sandbox) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", sandbox.properties()));
        return new SpringApplicationBuilder(RabtaApplication.class).environment(environment)
                .run("--rabta.home=" + home, "--server.port=0", "--management.server.port=0",
                        "--camel.main.routes-include-pattern=file:" + home + "/routes/**/*.camel.yaml",
                        "--EDU_KP_URL=" + department.baseUrl(), "--EDU_KP_PASSWORD=secret-of-a-test",
                        // What is sent again after a time-out would be right, and is not what is looked at here.
                        "--rabta.partners.edu-kp.delivery.timeout=60s");
    }

    private static String token(SandboxEnvironment sandbox) {
        return sandbox.issuer().issue(new Client("partner-edu-kp", "unused", new TreeSet<>(List.of("partner:act")),
                Map.of("partner", "edu-kp")));
    }

    private static String place(Path file) {
        return file.startsWith("mappings") ? file.subpath(0, 2).toString() : file.subpath(0, 3).toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
