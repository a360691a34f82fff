package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Trap;

/** A token says how it was signed. That is the caller's word, and none of it decides how it is checked. */
class TokenConfusionTest extends EdgeTest {

    private final JWTClaimsSet claims = TOKENS.claims(List.of("referrals:read")).build();

    @Test
    void aTokenWithoutASignatureIs401() throws Exception {
        String plain = new PlainJWT(claims).serialize();
        refused(plain);
        String[] good = TOKENS.with(List.of("referrals:read")).split("\\.");
        refused(good[0] + "." + good[1] + ".");
        for (String alg : List.of("none", "None", "NONE", "nOnE")) {
            String head = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(("{\"alg\":\"" + alg + "\"}").getBytes(StandardCharsets.UTF_8));
            refused(head + "." + good[1] + ".");
            refused(head + "." + good[1] + "." + good[2]);
        }
    }

    @Test
    void thePublicKeyIsNoSecretToSignWith() throws Exception {
        RSAKey key = TOKENS.key().toPublicJWK();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(key.toRSAPublicKey().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : List.of(key.toRSAPublicKey().getEncoded(), pem.getBytes(StandardCharsets.US_ASCII),
                key.toJSONString().getBytes(StandardCharsets.UTF_8), key.getModulus().decode(),
                new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8))) {
            for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS512)) {
                refused(TestTokens.signed(new JWSHeader.Builder(algorithm).keyID("test").build(),
                    new MACSigner(secret), claims));
            }
        }
    }

    @Test
    void aKeyThatATokenBringsAlongIsNotUsedAndNotFetched() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).keyID("test").generate();
        RSASSASigner signer = new RSASSASigner(own);
        try (Trap trap = new Trap()) {
            refused(TestTokens.signed(head().jwk(own.toPublicJWK()).build(), signer, claims));
            refused(TestTokens.signed(head().jwkURL(trap.url()).build(), signer, claims));
            refused(TestTokens.signed(head().x509CertURL(trap.url()).build(), signer, claims));
            refused(TestTokens.signed(head().keyID(trap.url().toString()).build(), signer, claims));
            refused(TestTokens.signed(head().keyID("../../../../dev/null").build(), signer, claims));
            JWTClaimsSet elsewhere = TOKENS.claims(List.of("referrals:read")).issuer(trap.url().toString()).build();
            refused(TestTokens.signed(head().build(), signer, elsewhere));
            assertThat(trap.calls()).isZero();
        }
    }

    /** Signed by the right key, but not as the issuer signs, or with a condition that the hub does not know. */
    @Test
    void anotherUseOfTheRightKeyIs401() throws Exception {
        RSASSASigner signer = new RSASSASigner(TOKENS.key());
        refused(TestTokens.signed(new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("test").build(), signer, claims));
        refused(TestTokens.signed(head().criticalParams(Set.of("exp")).build(), signer, claims));
        refused(TestTokens.signed(head().type(new JOSEObjectType("dpop+jwt")).build(), signer, claims));
    }

    private static JWSHeader.Builder head() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test");
    }

    private void refused(String token) throws Exception {
        problem(client.send(client.request("GET", "/v1/referrals", null).header("Authorization", "Bearer " + token)),
            ProblemType.UNAUTHENTICATED);
    }
}
