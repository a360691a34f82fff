package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Trap;

/** Tokens at the doors of partners, which the API's own door lets pass unread: these doors read them no less strictly. */
@HubTest
class PartnerTokenTest {

    private HubClient anyone;
    private SandboxEnvironment sandbox;
    private Client partner;
    private JWTClaimsSet claims;

    @BeforeEach
    void genuine(HubClient officer, SandboxEnvironment environment) throws Exception {
        anyone = officer;
        sandbox = environment;
        partner = environment.client("PROSECUTION_KP");
        claims = SignedJWT.parse(environment.issuer().issue(partner)).getJWTClaimsSet();
    }

    @Test
    void aGenuineTokenPassesTheDoor() {
        assertThat(status(sandbox.issuer().issue(partner))).isEqualTo(400);
    }

    @Test
    void anExpiredOrEarlyTokenIsRefused() {
        assertThat(status(sandbox.issuer().issue(partner, partner.scopes(), Instant.now().minusSeconds(720)))).isEqualTo(401);
    }

    @Test
    void aTokenOfAnotherScopeOrPartnerIsRefused() {
        assertThat(status(sandbox.issuer().issue(partner, java.util.Set.of("programmes:read"), Instant.now()))).isEqualTo(403);
        assertThat(status(sandbox.issuer().issue(sandbox.client("BISP")))).isEqualTo(403);
        assertThat(status(sandbox.issuer().issue(sandbox.client("ADMIN")))).isEqualTo(403);
    }

    @Test
    void howATokenWasSignedIsNotForItToSay() throws Exception {
        assertThat(status(new PlainJWT(claims).serialize())).isEqualTo(401);
        ECKey published = JWKSet.load(sandbox.issuer().uri().resolve("/jwks").toURL()).getKeys().getFirst().toECKey();
        SignedJWT hmac = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(published.getKeyID()).build(), claims);
        hmac.sign(new MACSigner(published.toECPublicKey().getEncoded()));
        assertThat(status(hmac.serialize())).isEqualTo(401);
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID(published.getKeyID()).generate();
        try (Trap trap = new Trap()) {
            SignedJWT embedded = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(own.toPublicJWK())
                    .jwkURL(trap.url()).x509CertURL(trap.url()).keyID(own.getKeyID()).build(), claims);
            embedded.sign(new ECDSASigner(own));
            assertThat(status(embedded.serialize())).isEqualTo(401);
            assertThat(trap.calls()).isZero();
        }
    }

    private int status(String token) {
        HubClient caller = anyone.withToken(token);
        return caller.send(caller.request("/rest/prosecution-kp/updates").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{"))).status();
    }
}
