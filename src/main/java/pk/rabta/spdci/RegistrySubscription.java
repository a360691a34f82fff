package pk.rabta.spdci;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.partner.Partners;

/** Whether the registry tells of changes. It does only once it has said so, which is remembered over restarts. */
@Component("registrySubscription")
public class RegistrySubscription {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrySubscription.class);
    private static final String ALREADY = "rjct.event.already_subscribed";
    /** The question could not be put: the next try. */
    private static final Duration UNASKED = Duration.ofSeconds(30);
    /** The registry has the question and did not answer it. */
    private static final Duration UNANSWERED = Duration.ofMinutes(15);
    private static final Duration REFUSED = Duration.ofMinutes(10);
    /** It is asked for again that often: the standard has no subscription that is known to last. */
    private static final Duration SUBSCRIBED = Duration.ofHours(12);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String registry;

    RegistrySubscription(JdbcClient jdbc, Clock clock, Partners partners) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.registry = partners.registryId();
    }

    /**
     * What is known.
     *
     * @param confirmed it said so, and not too long ago
     * @param refusal   the code with which it refused
     * @param askAt     when it is asked again
     */
    record Known(boolean confirmed, @Nullable String refusal, Instant askAt) {}

    /** Whether the registry is to be asked now; true for one caller only. */
    @Transactional
    public boolean due() {
        Instant now = clock.instant();
        return jdbc.sql("""
                insert into registry_subscription (partner_id, state, ask_at) values (:partner, 'ASKED', :next)
                on conflict (partner_id) do update set ask_at = excluded.ask_at
                  where registry_subscription.ask_at <= :now""")
                .param("partner", registry).param("next", Timestamp.from(now.plus(UNASKED)))
                .param("now", Timestamp.from(now)).update() == 1;
    }

    /** The registry has the question; its answer comes by a message of its own. */
    @Transactional
    public void asked() {
        // Where the answer was faster, nothing is left to wait for.
        jdbc.sql("""
                update registry_subscription set ask_at = :next
                where partner_id = :partner and ask_at <= :unasked""")
                .param("partner", registry).param("next", Timestamp.from(clock.instant().plus(UNANSWERED)))
                .param("unasked", Timestamp.from(clock.instant().plus(UNASKED))).update();
    }

    /** The registry refused at once. */
    @Transactional
    public void refused(Exchange exchange) {
        DeliveryFault fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, DeliveryFault.class);
        // A trouble that passes is asked again soon.
        if (fault.kind() != DeliveryFault.Kind.RETRY) {
            keep(fault.code().replaceFirst("^spdci-", ""));
        }
    }

    /** The registry's message {@code on-subscribe}. */
    public void answered(Exchange exchange) {
        JsonNode item = Wire.object(exchange.getMessage().getBody(byte[].class)).orElseThrow()
                .at("/message/subscribe_response/0");
        boolean taken = item.path("status").asText().equals("succ")
                && item.at("/subscriptions/0/status").asText("subscribe").equals("subscribe");
        String code = item.path("status_reason_code").asText();
        keep(taken ? ALREADY : code.matches("[a-z0-9_.]{1,60}") ? code : "none");
    }

    Optional<Known> known() {
        return jdbc.sql("""
                select state = 'SUBSCRIBED' and answered_at > :since as confirmed, code, ask_at
                from registry_subscription where partner_id = :partner""")
                .param("partner", registry)
                .param("since", Timestamp.from(clock.instant().minus(SUBSCRIBED.multipliedBy(2))))
                .query((row, n) -> new Known(row.getBoolean("confirmed"), row.getString("code"),
                        row.getTimestamp("ask_at").toInstant())).optional();
    }

    private void keep(String code) {
        boolean subscribed = code.equals(ALREADY);
        if (!subscribed) {
            LOG.warn("{} does not tell of changes: it refused the subscription with code {}", registry, code);
        }
        Instant now = clock.instant();
        jdbc.sql("""
                update registry_subscription set state = :state, code = :code, answered_at = :now, ask_at = :next
                where partner_id = :partner""")
                .param("state", subscribed ? "SUBSCRIBED" : "REFUSED").param("code", subscribed ? null : code)
                .param("now", Timestamp.from(now)).param("partner", registry)
                .param("next", Timestamp.from(now.plus(subscribed ? SUBSCRIBED : REFUSED))).update();
    }
}
