package pk.rabta.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.function.UnaryOperator;

/** A token issuer on loopback: keys at /jwks, tokens from here. */
final class TestTokens {

    private final RSAKey key;
    private final HttpServer server;

    static TestTokens start() {
        try {
            return new TestTokens();
        } catch (JOSEException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private TestTokens() throws JOSEException, IOException {
        key = new RSAKeyGenerator(2048).keyID("test").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server.createContext("/jwks", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String with(Collection<String> scopes) {
        return with(scopes, claims -> claims);
    }

    String with(Collection<String> scopes, UnaryOperator<JWTClaimsSet.Builder> change) {
        try {
            return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(), new RSASSASigner(key),
                change.apply(claims(scopes)).build());
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The claims of a token that is right in every way. */
    JWTClaimsSet.Builder claims(Collection<String> scopes) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder().issuer(issuer()).audience("rabta").subject("s")
            .claim("azp", "vso-tool").claim("scope", String.join(" ", scopes)).claim("office", "SWD-PB-PK620")
            .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
    }

    /** The issuer's own key: what is signed by it in another way than the issuer does must not pass. */
    RSAKey key() {
        return key;
    }

    static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }
}
