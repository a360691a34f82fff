package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtException;

class TokenIssuerTest {

    private static final Client CLIENT = Client.of("tool", "referrals:read referrals:write",
            Map.of("partner", "example", "province", "PK-PB"));
    private static final TokenIssuer ISSUER = TokenIssuer.start(List.of(CLIENT));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void givesATokenThatSpringAcceptsFromItsMetadata() throws Exception {
        HttpResponse<String> answer = ask(basic(CLIENT.id(), CLIENT.secret()), "grant_type=client_credentials");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = new ObjectMapper().readTree(answer.body());
        assertThat(body.path("expires_in").asInt()).isEqualTo(600);

        JwtDecoder decoder = JwtDecoders.fromIssuerLocation(ISSUER.uri().toString());
        Jwt token = decoder.decode(body.path("access_token").asText());
        assertThat(token.getAudience()).containsExactly("rabta");
        assertThat(token.getClaimAsString("azp")).isEqualTo("tool");
        assertThat(token.getClaimAsString("scope")).isEqualTo("referrals:read referrals:write");
        assertThat(token.getClaimAsString("partner")).isEqualTo("example");
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void takesASignedAssertionInsteadOfASecretOnce() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        ECKey stranger = new ECKeyGenerator(Curve.P_256).generate();
        ISSUER.register(Client.of("signing-tool", "referrals:read", Map.of()), key.toPublicJWK());
        String issuer = ISSUER.uri().toString();
        Instant soon = Instant.now().plusSeconds(60);
        String right = assertion(key, "signing-tool", issuer, "a-1", soon);
        assertThat(asserted(right).statusCode()).isEqualTo(200);
        for (String wrong : List.of(right, assertion(stranger, "signing-tool", issuer, "a-2", soon),
                assertion(key, "tool", issuer, "a-3", soon), assertion(key, "signing-tool", "https://other", "a-4", soon),
                assertion(key, "signing-tool", issuer, "a-5", Instant.now().minusSeconds(1)),
                assertion(key, "signing-tool", issuer, "a-6", Instant.now().plusSeconds(900)),
                assertion(key, "signing-tool", issuer, null, soon), "nonsense")) {
            assertThat(asserted(wrong).statusCode()).isEqualTo(401);
        }
    }

    private static HttpResponse<String> asserted(String assertion) throws Exception {
        return ask("", "grant_type=client_credentials&client_assertion_type=" + URLEncoder.encode(ClientAssertions.TYPE,
                StandardCharsets.UTF_8) + "&client_assertion=" + assertion);
    }

    private static String assertion(ECKey key, String client, String audience, String id, Instant end) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), new JWTClaimsSet.Builder().issuer(client)
                .subject(client).audience(audience).jwtID(id).expirationTime(Date.from(end)).build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    @Test
    void takesTheSecretFromTheFormToo() throws Exception {
        String form = "grant_type=client_credentials&client_id=tool&client_secret=" + CLIENT.secret();
        assertThat(ask("", form).statusCode()).isEqualTo(200);
    }

    @Test
    void narrowsToTheScopesAskedForAndRefusesOthers() throws Exception {
        String header = basic(CLIENT.id(), CLIENT.secret());
        assertThat(ask(header, "grant_type=client_credentials&scope=referrals%3Aread").body())
                .contains("\"scope\":\"referrals:read\"");
        HttpResponse<String> refused = ask(header, "grant_type=client_credentials&scope=admin%3Aoperate");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("invalid_scope");
    }

    @Test
    void refusesWrongSecretsUnknownClientsAndOddHeaders() throws Exception {
        for (String header : List.of(basic("tool", "wrong"), basic("nobody", CLIENT.secret()), basic("tool", ""),
                "Basic %%%", "Bearer x", "")) {
            HttpResponse<String> answer = ask(header, "grant_type=client_credentials");
            assertThat(answer.statusCode()).as(header).isEqualTo(401);
            assertThat(answer.body()).contains("invalid_client");
        }
    }

    @Test
    void refusesOtherGrantsAndMalformedForms() throws Exception {
        String header = basic(CLIENT.id(), CLIENT.secret());
        assertThat(ask(header, "grant_type=password").body()).contains("unsupported_grant_type");
        assertThat(ask(header, "grant_type=%zz").body()).contains("invalid_request");
    }

    @Test
    void issuesExpiredTokensForTests() {
        JwtDecoder decoder = JwtDecoders.fromIssuerLocation(ISSUER.uri().toString());
        String old = ISSUER.issue(CLIENT, Set.of("referrals:read"), Instant.now().minus(Duration.ofHours(1)));
        assertThatThrownBy(() -> decoder.decode(old)).isInstanceOf(JwtException.class).hasMessageContaining("expired");
    }

    private static HttpResponse<String> ask(String authorization, String form) throws Exception {
        URI url = ISSUER.tokenUrl();
        HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(form));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes());
    }
}
