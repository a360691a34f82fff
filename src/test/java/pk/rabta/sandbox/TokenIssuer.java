package pk.rabta.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** A small OAuth 2 authorization server: client credentials in, ES256 access tokens of ten minutes out. */
public final class TokenIssuer implements AutoCloseable {

    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final String AUDIENCE = "rabta";

    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final ClientAssertions assertions;
    private final Clock clock;
    private final HttpServer server;
    private final ECKey key;

    private TokenIssuer(Clock clock, HttpServer server, ECKey key) {
        this.clock = clock;
        this.server = server;
        this.key = key;
        this.assertions = new ClientAssertions(clock);
    }

    public static TokenIssuer start(Collection<Client> clients) {
        int port = Ports.free();
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString()).algorithm(JWSAlgorithm.ES256).generate();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            TokenIssuer issuer = new TokenIssuer(Clock.systemUTC(), server, key);
            clients.forEach(issuer::register);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", issuer::notFound);
            server.createContext("/token", new TokenEndpoint(issuer)::handle);
            server.createContext("/.well-known/openid-configuration", issuer::metadata);
            server.createContext("/jwks", issuer::keys);
            server.start();
            return issuer;
        } catch (IOException | JOSEException e) {
            throw new SandboxException("The sandbox's token issuer did not start on port " + port + ": "
                    + SandboxException.rootOf(e) + " (free the port and start again)", e);
        }
    }

    /** The {@code iss} of its tokens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public URI tokenUrl() {
        return uri().resolve("/token");
    }

    public void register(Client client) {
        clients.put(client.id(), client);
    }

    /** A client may also prove itself by this key ({@code private_key_jwt}). */
    public void register(Client client, JWK key) {
        register(client);
        assertions.register(client.id(), key);
    }

    /** The client that signed the assertion, which must be for this issuer. */
    Optional<Client> asserted(String assertion) {
        return assertions.client(assertion, Set.of(uri().toString(), tokenUrl().toString()))
                .flatMap(id -> Optional.ofNullable(clients.get(id)));
    }

    Optional<Client> authenticated(String id, String secret) {
        return Optional.ofNullable(clients.get(id)).filter(client -> MessageDigest.isEqual(
                client.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** A token with all scopes of the client, issued now. */
    public String issue(Client client) {
        return issue(client, client.scopes());
    }

    String issue(Client client, Set<String> scopes) {
        return issue(client, scopes, clock.instant());
    }

    /** A token with these scopes as if issued at that time, for tests of narrow and expired tokens. */
    public String issue(Client client, Set<String> scopes, Instant at) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .subject(client.id())
                .audience(List.of(AUDIENCE))
                .claim("azp", client.id())
                .claim("scope", String.join(" ", new TreeSet<>(scopes)))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(at))
                .expirationTime(Date.from(at.plus(LIFETIME)));
        client.claims().forEach(claims::claim);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The issuer cannot sign with its own key", e);
        }
        return token.serialize();
    }

    private void metadata(HttpExchange exchange) throws IOException {
        TokenEndpoint.json(exchange, 200, Map.of(
                "issuer", uri().toString(),
                "token_endpoint", tokenUrl().toString(),
                "jwks_uri", uri().resolve("/jwks").toString(),
                "grant_types_supported", List.of("client_credentials"),
                "response_types_supported", List.of("token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("ES256"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post",
                        "private_key_jwt")));
    }

    private void keys(HttpExchange exchange) throws IOException {
        TokenEndpoint.json(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
    }

    private void notFound(HttpExchange exchange) throws IOException {
        TokenEndpoint.json(exchange, 404, Map.of("error", "not_found"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
