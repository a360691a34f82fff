package pk.rabta.partner.signature;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.ApplicationEventPublisher;
import pk.rabta.json.StrictReader;
import pk.rabta.json.Unreadable;
import pk.rabta.partner.PeerKeysFetched;

/**
 * Keys from the partner's JWKS, at an address from its profile and never from a message. Fetched again when old or when
 * an unknown key is named, but not more often than once in a while, so that forged key ids cost the partner nothing.
 */
final class JwksPeerKeys implements PeerKeys {

    private static final Logger LOG = LoggerFactory.getLogger(JwksPeerKeys.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration USABLE = Duration.ofHours(24);
    /** For the head, and again for the body. */
    private static final Duration WHOLE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final String UNREADABLE = "keys-unreadable";
    private static final int LARGEST = 65_536;
    private static final StrictReader READER =
            new StrictReader(StrictReader.forPartners().build());

    private final HttpClient http;
    private final String partner;
    private final URI url;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private Map<String, PublicKey> keys = Map.of();
    private Instant fetched = Instant.MIN;
    private Instant tried = Instant.MIN;

    /** How each fetch went is told to {@code events}. */
    JwksPeerKeys(String partner, URI url, SslBundle tls, ApplicationEventPublisher events, Clock clock) {
        this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER).sslContext(tls.createSslContext())
                .sslParameters(new SSLParameters(tls.getOptions().getCiphers(),
                        tls.getOptions().getEnabledProtocols())).build();
        this.partner = partner;
        this.url = url;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<PublicKey> find(String keyId) {
        Instant now = clock.instant();
        boolean wanted = !keys.containsKey(keyId) || fetched.plus(FRESH).isBefore(now);
        if (wanted && (tried.equals(Instant.MIN) || !tried.plus(PAUSE).isAfter(now))) {
            tried = now;
            fetch(now);
        }
        if (fetched.equals(Instant.MIN) || fetched.plus(USABLE).isBefore(now)) {
            throw new SignatureRefused(SignatureRefused.Cause.KEY_UNAVAILABLE, "the sender's keys cannot be fetched");
        }
        return Optional.ofNullable(keys.get(keyId));
    }

    private void fetch(Instant now) {
        try {
            HttpResponse<InputStream> answer = http.send(HttpRequest.newBuilder(url).timeout(WHOLE)
                    .header("Accept", "application/json").build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                cutOff(body);
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (answer.statusCode() != 200) {
                    failed("http-" + answer.statusCode(), null, "status " + answer.statusCode());
                } else if (bytes.length > LARGEST) {
                    failed(UNREADABLE, null, "more than " + LARGEST + " bytes");
                } else {
                    keys = read(READER.read(bytes));
                    fetched = now;
                    events.publishEvent(new PeerKeysFetched(partner, null, null));
                }
            }
        } catch (Unreadable | GeneralSecurityException | IllegalArgumentException e) {
            failed(UNREADABLE, null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            failed(null, e, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The client's own timeout ends with the head: whoever dripped a body would hold up all that the partner sends. */
    private static void cutOff(InputStream body) {
        CompletableFuture.delayedExecutor(WHOLE.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
            try {
                body.close();
            } catch (IOException closed) {
                // Whoever reads it is told.
            }
        });
    }

    private void failed(@Nullable String code, @Nullable Exception thrown, String why) {
        LOG.warn("No keys from {}: {}. Check the partner's signature.peer-url.", url, why);
        events.publishEvent(new PeerKeysFetched(partner, code, thrown));
    }

    private static Map<String, PublicKey> read(JsonNode jwks) throws GeneralSecurityException {
        Map<String, PublicKey> found = new HashMap<>();
        for (JsonNode key : jwks.path("keys")) {
            boolean signs = key.path("kty").asText().equals("OKP") && key.path("crv").asText().equals("Ed25519")
                    && key.path("use").asText("sig").equals("sig");
            if (signs) {
                byte[] raw = Base64.getUrlDecoder().decode(key.path("x").asText());
                found.put(key.path("kid").asText(), Ed25519.publicKeyOf(raw));
            }
        }
        return Map.copyOf(found);
    }
}
