package pk.rabta.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.mapping.MappingException;
import pk.rabta.partner.PartnerTokens;
import pk.rabta.partner.Partners;

/** Says what a failure means: the message's, the partner's, or the network's, and whether it may have arrived. */
@Component
class FaultClassifier {

    private static final Duration LONGEST_WAIT = Duration.ofHours(6);

    private final Partners partners;
    private final PartnerTokens tokens;
    private final Clock clock;

    FaultClassifier(Partners partners, PartnerTokens tokens, Clock clock) {
        this.partners = partners;
        this.tokens = tokens;
        this.clock = clock;
    }

    DeliveryFault classify(Dispatch dispatch, Throwable thrown) {
        return classify(dispatch.partner(), dispatch.mapping(), thrown);
    }

    /** Of a call that is no attempt of a message, such as a look-up. */
    DeliveryFault classify(String partner, Throwable thrown) {
        return classify(partner, null, thrown);
    }

    private DeliveryFault classify(String partner, @Nullable String mapping, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            DeliveryFault fault = known(partner, mapping, cause);
            if (fault != null) {
                return mendable(partner, fault);
            }
        }
        return new DeliveryFault(Kind.PARK, "hub-error", thrown.getClass().getSimpleName(), thrown);
    }

    /** Nobody resumes a webhook by hand: what pauses a partner is only tried again there. */
    private DeliveryFault mendable(String partner, DeliveryFault fault) {
        return fault.kind() == Kind.PARTNER && partners.find(partner).isEmpty()
                ? new DeliveryFault(Kind.RETRY, fault.code(), "the webhook cannot be reached", fault) : fault;
    }

    private @Nullable DeliveryFault known(String partner, @Nullable String mapping, Throwable cause) {
        return switch (cause) {
            case DeliveryFault fault -> already(partner, fault.code())
                    ? new DeliveryFault(Kind.ALREADY_RECEIVED, fault.code(), "had it before", fault) : fault;
            case HttpOperationFailedException http -> status(partner, http);
            case MappingException refused -> refused(partner + "/" + mapping, refused);
            // Never connected: it has certainly not arrived.
            case UnknownHostException e -> new DeliveryFault(Kind.PARTNER, "unknown-host", "host name unknown", e);
            case SSLException e -> new DeliveryFault(Kind.PARTNER, "tls", "TLS failed", e);
            case HttpHostConnectException e -> unreached(e);
            case ConnectTimeoutException e ->
                    new DeliveryFault(Kind.RETRY, DeliveryFault.CONNECT_TIMEOUT, "no connection in time", e);
            case ConnectException e -> unreached(e);
            case NoRouteToHostException e -> unreached(e);
            case HttpConnectTimeoutException e ->
                    new DeliveryFault(Kind.RETRY, DeliveryFault.CONNECT_TIMEOUT, "no connection in time", e);
            case ConnectionRequestTimeoutException e ->
                    new DeliveryFault(Kind.RETRY, DeliveryFault.CONNECT_TIMEOUT, "all connections are in use", e);
            // The connection stood: it may have arrived.
            case HttpTimeoutException e -> new DeliveryFault(Kind.IN_DOUBT, DeliveryFault.TIMEOUT, "no answer in time", e);
            case SocketTimeoutException e -> new DeliveryFault(Kind.IN_DOUBT, DeliveryFault.TIMEOUT, "no answer in time", e);
            case IOException e -> new DeliveryFault(Kind.IN_DOUBT, "connection-broken", "connection broke", e);
            default -> null;
        };
    }

    /** Only what its own mapping refused has certainly not left; a page of some proxy says nothing about the message. */
    private static DeliveryFault refused(String own, MappingException refused) {
        boolean ours = refused.mapping().equals(own);
        return !ours && refused.isUnreadable()
                ? new DeliveryFault(Kind.IN_DOUBT, DeliveryFault.ANSWER_BROKEN, "The answer is no document of this protocol",
                        refused)
                : DeliveryFault.unmapped(ours ? DeliveryFault.MAPPING : "answer-mapping", Places.of(refused.violations()),
                        refused);
    }

    private static DeliveryFault unreached(IOException cause) {
        return new DeliveryFault(Kind.RETRY, "unreachable", "no connection", cause);
    }

    private DeliveryFault status(String partner, HttpOperationFailedException http) {
        int status = http.getStatusCode();
        Kind kind = kind(partner, status);
        return new DeliveryFault(kind, "http-" + status, "answered " + status, status,
                kind == Kind.RETRY || kind == Kind.IN_DOUBT ? retryAfter(http) : null, null);
    }

    private Kind kind(String partner, int status) {
        if (already(partner, "http-" + status)) {
            return Kind.ALREADY_RECEIVED;
        }
        return status == 401 && tokens.refused(partner) ? Kind.RETRY : HttpStatuses.kind(status);
    }

    /** Whatever the connector: a fault's code that the profile lists says that the partner had the message before. */
    private boolean already(String partner, String code) {
        return partners.find(partner)
                .map(p -> p.delivery().alreadyReceived().contains(code)).orElse(false);
    }

    private @Nullable Duration retryAfter(HttpOperationFailedException http) {
        Map<String, String> headers = http.getResponseHeaders();
        String text = headers == null ? null : headers.entrySet().stream()
                .filter(h -> "retry-after".equals(h.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue).findFirst().orElse(null);
        if (text == null) {
            return null;
        }
        try {
            Duration wait = text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(clock.instant(),
                        ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
