package pk.rabta.connector.tls;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.Referred;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;

/** Partners that prove themselves by HMAC, JWS or certificate, over TLS and behind a trusted proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartnerProofsTest {

    private static final String FACTS = """
            {"contract":"victim/1","victim":{"registryId":"VOT-ID","name":{"roman":"Zarmina Gul"},"sex":"F",
              "address":{"province":"PK-KP","district":"PK528"}},"household":{"dependants":2}}""";
    private static final String SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final WireMockServer department = new WireMockServer(WireMockConfiguration.options().dynamicPort()
            .bindAddress("127.0.0.1"));
    private ECKey key;
    private TestAuthority authority;
    private SandboxEnvironment sandbox;
    private ConfigurableApplicationContext hub;
    private HubClient officer;
    private HubClient caller;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        department.start();
        department.stubFor(post(urlEqualTo("/api/stipends")).willReturn(aResponse().withStatus(201)
                .withHeader("Content-Type", "application/json").withTransformers("response-template")
                .withBody("{\"reference\":\"{{jsonPath request.body '$.reference'}}\",\"diaryNo\":\"D-7\"}")));
        authority = new TestAuthority(folder, "departments");
        key = new ECKeyGenerator(Curve.P_256).keyID("edu-1").generate();
        X509Certificate named = authority.certificateOf("edu-mtls");
        MorePartners partners = new MorePartners(folder.resolve("home"), department.baseUrl());
        partners.add("edu-hmac", "receive: { type: hmac, secret: \"${EDU_HMAC_SECRET}\" }");
        partners.add("edu-jws", "receive: { type: jws, keys: '" + new JWKSet(key.toPublicJWK()) + "' }");
        partners.add("edu-mtls", "receive: { type: mtls, certificates: [\"sha256:" + HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(named.getEncoded())) + "\"] }");
        partners.add("edu-subject", "receive: { type: mtls, certificates: [\"CN=edu-subject\"] }");
        partners.add("edu-near", "receive: { type: hmac, secret: \"${EDU_HMAC_SECRET}\", addresses: [198.51.100.0/24] }");
        sandbox = SandboxEnvironment.start(Simulators.all());
        hub = partners.hub(sandbox, "--EDU_HMAC_SECRET=whsec_" + SECRET, "--server.ssl.bundle=hub",
                "--server.ssl.client-auth=want", "--management.server.ssl.enabled=false",
                "--spring.ssl.bundle.jks.hub.keystore.location="
                        + authority.serverStore("hub", "dns:localhost,ip:127.0.0.1").toUri(),
                "--spring.ssl.bundle.jks.hub.keystore.password=" + TestAuthority.PASSWORD,
                "--spring.ssl.bundle.jks.hub.truststore.location=" + authority.trustStore().toUri(),
                "--spring.ssl.bundle.jks.hub.truststore.password=" + TestAuthority.PASSWORD,
                "--rabta.api.trusted-proxies=127.0.0.1", "--rabta.api.bound-scopes=admin:operate");
        URI address = URI.create("https://localhost:" + hub.getEnvironment().getProperty("local.server.port"));
        officer = HubClient.of(sandbox, address, "VSO").trusting(authority.client());
        caller = officer.withToken("");
    }

    @AfterAll
    void stop() {
        try (SandboxEnvironment last = sandbox; ConfigurableApplicationContext first = hub) {
            department.stop();
        }
    }

    @Test
    void hmac_within_its_window_and_once() {
        Referred referral = referral("edu-hmac");
        String body = granted(referral, "H-1");
        Signed right = Signed.hmac(SECRET, "msg-1", Instant.now(), body);
        assertThat(send("edu-hmac", right, body).status()).isEqualTo(200);
        referral.await("COMPLETED");
        // The room of its body is given back when its route has answered.
        Awaitility.await().untilAsserted(() -> assertThat(hub.getBean(MeterRegistry.class).get("rabta.callbacks.bytes").gauge()
                .value()).isZero());
        // The same again, under another name that nobody signed: the same message, and nothing more.
        Answer again = send("edu-hmac", right.with("Idempotency-Key", UUID.randomUUID().toString()), body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(messages("edu-hmac")).isEqualTo(1);
        for (Signed wrong : List.of(Signed.none(), right.with("webhook-id", "msg-2"),
                Signed.hmac(SECRET, "msg-3", Instant.now().minusSeconds(301), body),
                Signed.hmac(SECRET, "msg-3", Instant.now().plusSeconds(330), body),
                Signed.hmac("YW5vdGhlciBzZWNyZXQgb2YgMjQgYnl0ZXMgLi4u", "msg-3", Instant.now(), body),
                Signed.hmac(SECRET, "msg-3", Instant.now(), body + " "),
                right.with("webhook-signature", "v1a,AAAA v1,"))) {
            refused(401, send("edu-hmac", wrong, body));
        }
        refused(401, send("edu-jws", Signed.hmac(SECRET, "msg-4", Instant.now(), body), body));
        refused(401, send("edu-mtls", Signed.hmac(SECRET, "msg-5", Instant.now(), body), body));
        assertThat(messages("edu-hmac")).isEqualTo(1);
    }

    @Test
    void jws_by_a_key_of_the_profile_with_that_keys_algorithm() throws Exception {
        Referred referral = referral("edu-jws");
        String body = granted(referral, "J-1");
        assertThat(send("edu-jws", Signed.jws(key, "jws-1", Instant.now(), body), body).status()).isEqualTo(200);
        referral.await("COMPLETED");
        ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("edu-1").generate();
        ECKey unknown = new ECKeyGenerator(Curve.P_256).keyID("edu-2").generate();
        for (Signed wrong : List.of(Signed.none(), Signed.jws(stranger, "jws-2", Instant.now(), body),
                Signed.jws(unknown, "jws-2", Instant.now(), body), Signed.jws(key, "jws-2", Instant.now(), body + " "),
                Signed.jws(key, "jws-2", Instant.now().minusSeconds(301), body), Signed.jws(key, null, Instant.now(), body),
                Signed.jwsBySecret(key, "jws-2", Instant.now(), body), Signed.jwsUnsigned("jws-2", Instant.now()))) {
            refused(401, send("edu-jws", wrong, body));
        }
        assertThat(messages("edu-jws")).isEqualTo(1);
    }

    @Test
    void a_certificate_by_its_thumbprint_or_its_subject() throws Exception {
        for (String partner : List.of("edu-mtls", "edu-subject")) {
            Referred referral = referral(partner);
            String body = granted(referral, "C-" + partner);
            refused(401, send(partner, Signed.none(), body));
            refused(401, send(caller.trusting(authority.client("someone-else")), partner, Signed.none(), body));
            // No proxy's header is configured, so this one says nothing.
            refused(401, send(partner, Signed.none().with("Client-Cert", pem(partner)), body));
            assertThat(send(caller.trusting(authority.client(partner)), partner, Signed.none(), body).status())
                    .isEqualTo(200);
            referral.await("COMPLETED");
        }
    }

    @Test
    void a_signature_from_elsewhere_than_the_list_is_refused_and_an_address_alone_is_nothing() {
        Referred referral = referral("edu-near");
        String body = granted(referral, "N-1");
        UnaryOperator<Signed> near = signed -> signed.with("X-Forwarded-For", "198.51.100.7");
        Signed right = Signed.hmac(SECRET, "near-1", Instant.now(), body);
        refused(403, send("edu-near", right, body));
        refused(403, send("edu-near", right.with("X-Forwarded-For", "203.0.113.9"), body));
        refused(403, send("edu-near", right.with("X-Forwarded-For", "198.51.100.7, 203.0.113.9"), body));
        refused(401, send("edu-near", near.apply(Signed.none()), body));
        assertThat(messages("edu-near")).isZero();
        assertThat(send("edu-near", near.apply(right), body).status()).isEqualTo(200);
        referral.await("COMPLETED");
    }

    @Test
    void a_partner_by_another_spelling_passes_no_gate() {
        String body = "{}";
        refused(404, send("edu%2dmtls", Signed.none(), body));
        refused(404, send("no-such-partner", Signed.none(), body));
    }

    @Test
    void a_bound_token_is_worth_nothing_without_its_certificate() throws Exception {
        X509Certificate certificate = authority.certificateOf("tool");
        Map<String, Object> cnf = Map.of("x5t#S256", Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        HubClient bound = officer.withToken(Tokens.like(sandbox, "VSO", cnf));
        // Verified with its certificate and remembered for a minute, it is still worth nothing without.
        assertThat(bound.trusting(authority.client("tool")).get("/v1/programmes").status()).isEqualTo(200);
        Answer answer = bound.get("/v1/programmes");
        refused(401, answer);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token", "certificate mismatch");
        refused(401, bound.trusting(authority.client("someone-else")).get("/v1/programmes"));
        assertThat(bound.trusting(authority.client("tool")).get("/v1/programmes").status()).isEqualTo(200);
        HubClient dpop = officer.withToken(Tokens.like(sandbox, "VSO", Map.of("jkt", "0ZcOCORZNYy")));
        refused(401, dpop.get("/v1/programmes"));

        HubClient plain = officer.withToken(Tokens.like(sandbox, "ADMIN", null));
        HubClient withCertificate = officer.withToken(Tokens.like(sandbox, "ADMIN", cnf)).trusting(authority.client("tool"));
        assertThat(plain.get("/v1/admin/partners").status()).isEqualTo(200);
        Map<String, String> reason = Map.of("reason", "A test");
        refused(401, plain.post("/v1/admin/partners/edu-near/resume", reason));
        assertThat(withCertificate.post("/v1/admin/partners/edu-near/resume", reason).status()).isEqualTo(200);
    }

    private Referred referral(String partner) {
        return Referred.submit(hub, officer, new Referred.Person(FACTS, partner + "-stipend", "EDU.STIPEND", "EDUCATION",
                partner, "IDENTITY_MIN,HOUSEHOLD"), "").await("RECEIVED");
    }

    private static String granted(Referred referral, String decision) {
        return "{\"reference\":\"%s\",\"decisionNo\":\"%s\",\"granted\":true}".formatted(referral.id(), decision);
    }

    private Answer send(String partner, Signed signed, String body) {
        return send(caller, partner, signed, body);
    }

    private static Answer send(HubClient by, String partner, Signed signed, String body) {
        var request = by.request("/rest/" + partner + "/updates").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        signed.headers().forEach(request::setHeader);
        return by.send(request);
    }

    private static void refused(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private long messages(String partner) {
        return hub.getBean(JdbcClient.class)
                .sql("select count(*) from inbound_message where partner_id = :id").param("id", partner).query(Long.class)
                .single();
    }

    private String pem(String alias) throws Exception {
        return ":" + Base64.getEncoder().encodeToString(authority.certificateOf(alias).getEncoded()) + ":";
    }
}
