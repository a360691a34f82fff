package pk.rabta.partner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings.Redirects;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import pk.rabta.partner.PartnerProfile.Auth;

/** Access tokens for partners, by client credentials; each kept until shortly before it ends. */
@Component
public class PartnerTokens {

    private static final Duration EARLY = Duration.ofSeconds(30);
    /** Longest wait for the connection, and for the answer. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int TOO_MANY = 429;
    /** A token refused while younger than that was not refused for its age. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private record Held(String value, Instant since, Instant until) {}

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Held>> asking = new ConcurrentHashMap<>();
    private final Map<String, RestClientClientCredentialsTokenResponseClient> clients = new ConcurrentHashMap<>();
    private final PartnerTls tls;
    private final Clock clock;

    PartnerTokens(PartnerTls tls, Clock clock) {
        this.tls = tls;
        this.clock = clock;
    }

    /** A token for the partner's service. */
    public String get(String partner, Auth auth) {
        Held token = held.get(partner);
        if (token != null && !token.until().isBefore(clock.instant())) {
            return token.value();
        }
        // One asks, the others wait for its answer: a slow token endpoint is not asked a hundred times, nor one after the other.
        CompletableFuture<Held> mine = new CompletableFuture<>();
        CompletableFuture<Held> asked = asking.putIfAbsent(partner, mine);
        return asked == null ? asks(partner, auth, mine).value() : answer(asked).value();
    }

    private Held asks(String partner, Auth auth, CompletableFuture<Held> answer) {
        try {
            Instant now = clock.instant();
            Held current = held.get(partner);
            if (current == null || current.until().isBefore(now)) {
                current = fetch(partner, auth, now);
                held.put(partner, current);
            }
            answer.complete(current);
            return current;
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            throw e;
        } finally {
            asking.remove(partner, answer);
        }
    }

    /** @throws RuntimeException what whoever asked was thrown */
    private static Held answer(CompletableFuture<Held> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    /** The partner refused the token: it is dropped. Answers whether a new one may help. */
    public boolean refused(String partner) {
        Held token = held.remove(partner);
        return token != null && token.since().plus(FRESH).isBefore(clock.instant());
    }

    private Held fetch(String partner, Auth auth, Instant now) {
        ClientRegistration registration = ClientRegistration.withRegistrationId(partner)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(required(partner, "token-url", auth.tokenUrl()))
                .clientId(required(partner, "client-id", auth.clientId()))
                .clientSecret(required(partner, "client-secret", auth.clientSecret()))
                .scope(auth.scopes().toArray(String[]::new)).build();
        OAuth2AccessToken token = clients.computeIfAbsent(partner, this::client).getTokenResponse(
                new OAuth2ClientCredentialsGrantRequest(registration)).getAccessToken();
        Instant issued = token.getIssuedAt();
        Instant ends = token.getExpiresAt();
        Duration life = issued == null || ends == null ? Duration.ofMinutes(1) : Duration.between(issued, ends);
        return new Held(token.getTokenValue(), now, now.plus(life).minus(EARLY));
    }

    /** No redirect is followed: the secret would go with it. */
    private RestClientClientCredentialsTokenResponseClient client(String partner) {
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(ClientHttpRequestFactoryBuilder.jdk().build(ClientHttpRequestFactorySettings.defaults()
                        .withSslBundle(tls.of(partner)).withRedirects(Redirects.DONT_FOLLOW)
                        .withTimeouts(LIMIT, LIMIT)))
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(PartnerTokens::passes, (request, answer) -> {
                    throw new ResourceAccessException("The token endpoint answered " + answer.getStatusCode().value());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
        return client;
    }

    /** It cannot say now, which is no refusal. */
    private static boolean passes(HttpStatusCode status) {
        return status.is5xxServerError() || status.value() == TOO_MANY;
    }

    private static String required(String partner, String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("rabta.partners." + partner + ".auth." + key
                    + " is needed by auth.type oauth2-client");
        }
        return value;
    }
}
