package pk.rabta.delivery;

import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.partner.PartnerProfile.Auth;
import pk.rabta.partner.PartnerTokens;
import pk.rabta.partner.Partners;

/** How the hub proves itself to a partner over HTTP, by the partner's profile. */
@Component
class Credentials {

    private final Partners partners;
    private final PartnerTokens tokens;

    Credentials(Partners partners, PartnerTokens tokens) {
        this.partners = partners;
        this.tokens = tokens;
    }

    /** Whether a call of this destination needs a token. */
    boolean tokens(String destination) {
        return partners.find(destination).filter(profile -> "oauth2-client".equals(profile.auth().type())).isPresent();
    }

    /**
     * Has what a call of this destination needs ready: its token endpoint may be slow, and all waiting comes before the claim.
     *
     * @throws DeliveryFault where no token can be had
     */
    void ready(String destination) {
        if (tokens(destination)) {
            token(destination, partners.get(destination).auth());
        }
    }

    /** The header Authorization; null where nothing is proven by one. */
    @Nullable String authorization(String partner) {
        Auth auth = partners.get(partner).auth();
        return switch (auth.type()) {
            case "oauth2-client" -> "Bearer " + token(partner, auth);
            case "basic" -> "Basic " + Base64.getEncoder().encodeToString(
                    (auth.username() + ":" + auth.password()).getBytes(StandardCharsets.UTF_8));
            default -> null;                      // none, or proven inside the message
        };
    }

    private String token(String partner, Auth auth) {
        try {
            return tokens.get(partner, auth);
        } catch (OAuth2AuthorizationException e) {
            throw fault(partner, e);
        }
    }

    /** Spring wraps a connection that failed into the same exception as a refusal. */
    private static DeliveryFault fault(String partner, OAuth2AuthorizationException thrown) {
        boolean unreached = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new DeliveryFault(Kind.PARTNER, "token-tls", "TLS failed at the token endpoint of " + partner,
                        thrown);
            } else if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return new DeliveryFault(Kind.PARTNER, "token-unknown-host", "The host name of the token endpoint of "
                        + partner + " is unknown", thrown);
            } else if (cause instanceof HttpTimeoutException) {
                return new DeliveryFault(Kind.RETRY, DeliveryFault.TOKEN_TIMEOUT, "The token endpoint of " + partner
                        + " did not answer in time", thrown);
            }
            unreached |= cause instanceof ResourceAccessException;
        }
        return new DeliveryFault(unreached ? Kind.RETRY : Kind.PARTNER,
                unreached ? "token-unreachable" : "token-refused",
                "The token endpoint of " + partner + " gave no token", thrown);
    }
}
