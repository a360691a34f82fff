package pk.rabta.partner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerProfile.Auth;

/** Access tokens for partners, by client credentials; each kept until shortly before it ends. */
@Component
public class PartnerTokens {

    private static final Duration EARLY = Duration.ofSeconds(30);
    /** A token refused while younger than that was not refused for its age. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private record Held(String value, Instant since, Instant until) {}

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final RestClientClientCredentialsTokenResponseClient client =
            new RestClientClientCredentialsTokenResponseClient();
    private final Clock clock;

    PartnerTokens(Clock clock) {
        this.clock = clock;
    }

    /** A token for the partner's service. */
    public String get(String partner, Auth auth) {
        Instant now = clock.instant();
        Held token = held.get(partner);
        if (token == null || token.until().isBefore(now)) {
            token = fetch(partner, auth, now);
            held.put(partner, token);
        }
        return token.value();
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
        OAuth2AccessToken token = client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration))
                .getAccessToken();
        Instant issued = token.getIssuedAt();
        Instant ends = token.getExpiresAt();
        Duration life = issued == null || ends == null ? Duration.ofMinutes(1) : Duration.between(issued, ends);
        return new Held(token.getTokenValue(), now, now.plus(life).minus(EARLY));
    }

    private static String required(String partner, String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("rabta.partners." + partner + ".auth." + key
                    + " is needed by auth.type oauth2-client");
        }
        return value;
    }
}
