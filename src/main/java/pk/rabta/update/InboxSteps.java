package pk.rabta.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.DatabaseFaults;
import pk.rabta.lease.LeaseLostException;
import pk.rabta.mapping.MappingException;
import pk.rabta.protection.KeptIds;
import pk.rabta.referral.exchange.Came;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;

/** The steps of an inbound route: receive (archive), open, then translate in the route, then apply. */
@Component("inbox")
public class InboxSteps {

    /** The exchange variable with the archived {@link Inbound}. */
    public static final String VARIABLE = "inbound";
    /** The exchange variable with the list of {@link Effect}s. */
    public static final String APPLIED = "applied";
    /** The exchange variable with the partner's id of the message. A door sets it, once it let the message in. */
    public static final String MESSAGE_ID = "messageId";
    /** The exchange variable that says why a message was not translated. */
    public static final String REFUSAL = "refusal";
    /** The exchange variable with the version of the referral that the message is meant for; none for any. */
    public static final String EXPECTED = "expectedVersion";
    /** The exchange variable with the bytes by which a repeat is known, where the body is not what was received. */
    public static final String RECEIVED = "received";
    private static final Logger LOG = LoggerFactory.getLogger(InboxSteps.class);
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Messages in one sweep, of each kind. */
    private static final int MOST = 100;

    private final Archive archive;
    private final KeptIds ids;
    private final NeverKept neverKept;
    private final ReferralUpdates updates;
    private final RegistryChanges changes;
    private final TransactionTemplate transaction;
    private final ProducerTemplate routes;
    private final ObjectMapper json;
    private final Clock clock;
    private long epoch;
    private Instant started = Instant.EPOCH;

    InboxSteps(Archive archive, KeptIds ids, NeverKept neverKept, ReferralUpdates updates, RegistryChanges changes,
               TransactionTemplate transaction, ProducerTemplate routes, ObjectMapper json, Clock clock) {
        this.archive = archive;
        this.ids = ids;
        this.neverKept = neverKept;
        this.updates = updates;
        this.changes = changes;
        this.transaction = transaction;
        this.routes = routes;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Archives the body, sealed, before anything is done with it; after this an acknowledgement may be given. The
     * message's id comes in a variable: as an argument that a route writes, {@code null} or quotes would be more than text.
     */
    public void receive(Exchange exchange, String partner, String channel, String mapping) {
        String messageId = ids.of(Objects.requireNonNull(exchange.getVariable(MESSAGE_ID, String.class)));
        byte[] body = Objects.requireNonNullElse(exchange.getMessage().getBody(byte[].class), new byte[0]);
        byte[] content = neverKept.without(partner, body);
        String media = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "application/json", String.class);
        Inbound inbound = archive.keep(new Inbound(UuidCreator.getTimeOrderedEpoch(), partner, messageId, mapping,
                false, Came.AT_ONCE, exchange.getVariable(EXPECTED, Long.class)), channel, media,
                content, exchange.getVariable(RECEIVED, body, byte[].class));
        exchange.setVariable(VARIABLE, inbound);
        exchange.setVariable(APPLIED, List.of());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(content);
    }

    /** The archived bytes as body, for a message that is processed later. */
    public void open(Exchange exchange) {
        exchange.getMessage().setBody(archive.open(current(exchange).id()));
    }

    /** Applies a canonical document of updates or changes in one transaction, which also closes the message. */
    public void apply(Exchange exchange) {
        Inbound inbound = current(exchange);
        JsonNode document = exchange.getMessage().getBody(JsonNode.class);
        List<Effect> effects = transaction.execute(status -> {
            List<Effect> all = new ArrayList<>();
            int number = 0;
            Set<String> persons = changes.apply(document);
            for (JsonNode update : document.path("updates")) {
                String event = update.hasNonNull("eventId") ? ids.of(update.get("eventId").asText())
                        : inbound.messageId() + "#" + number;
                for (JsonNode one : updates.each(inbound.partner(), update)) {
                    all.add(updates.apply(inbound.partner(), one, ReferralUpdates.event(update, one, event), inbound.id(),
                            inbound.expectedVersion(), inbound.came()));
                }
                number++;
            }
            int refused = (int) all.stream().filter(Effect::refused).count();
            archive.applied(inbound, all.size() - refused + document.path("changes").size(),
                    refused + document.path("unread").size(), problem(all, document.path("unread")));
            if (refused == 0 && document.path("unread").isEmpty()) {
                archive.attribute(inbound, referrals(all), persons);
            }
            if (refused > 0) {
                LOG.warn("inbound {} from {}: {} of {} updates did not count", inbound.id(), inbound.partner(), refused,
                        all.size());
            }
            return all;
        });
        exchange.setVariable(APPLIED, effects);
        int unread = document.path("unread").size();
        if (unread > 0) {
            LOG.warn("inbound {} from {}: {} events were not understood, see its problem", inbound.id(),
                    inbound.partner(), unread);
        }
    }

    /** The message could not be translated: it stays, parked, and says why. */
    public void park(Exchange exchange) {
        Inbound inbound = current(exchange);
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String why = cause instanceof MappingException mapping ? mapping.getMessage()
                : cause.getClass().getSimpleName();
        LOG.warn("inbound {} from {} parked: {}", inbound.id(), inbound.partner(), why);
        exchange.setVariable(REFUSAL, why);
        archive.parked(inbound, json.createObjectNode().put("detail", why));
    }

    /**
     * It failed: parked, unless the database is to blame, or another node does this by now. It must not come round for
     * ever, nor keep back what comes behind it.
     */
    public void stuck(Exchange exchange) {
        Inbound inbound = current(exchange);
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (DatabaseFaults.mayPass(cause) || ObjectHelper.getException(LeaseLostException.class, cause) != null) {
            LOG.warn("inbound {} waits for the next sweep: {}", inbound.id(), cause.getClass().getSimpleName());
        } else {
            park(exchange);
        }
    }

    /**
     * Processes what a crash left archived but not applied, and once after each start of the hub what was parked before
     * it: a mapping that was mended came with the start. Called by the route {@code inbox-sweep}.
     *
     * @param lease the epoch of the route's lease: until a node has it, one with the earlier mappings may still park
     */
    public void sweep(long lease) {
        Instant now = clock.instant();
        if (lease != epoch || now.isBefore(started)) {
            epoch = lease;
            started = now;
        }
        archive.unprocessed(now.minus(GRACE), now.plus(GRACE), MOST).forEach(this::applyApart);
        archive.parked(started, now.plus(GRACE), MOST).forEach(this::applyApart);
    }

    /** Applies what was archived in an exchange of its own: where that fails, the caller goes on to what comes next. */
    public void applyApart(Exchange exchange) {
        applyApart(current(exchange));
    }

    private void applyApart(Inbound inbound) {
        routes.send("direct:apply-archived", exchange -> exchange.setVariable(VARIABLE, inbound));
    }

    private static Set<String> referrals(List<Effect> effects) {
        return effects.stream().map(Effect::referralId).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private @Nullable ObjectNode problem(List<Effect> effects, JsonNode unread) {
        ObjectNode problem = json.createObjectNode();
        if (!unread.isEmpty()) {
            problem.set("unread", unread);
        }
        ObjectNode named = json.createObjectNode();
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i).refused()) {
                problem.put(Integer.toString(i), effects.get(i).kind().name());
                String referral = effects.get(i).referralId();
                if (referral != null) {
                    named.put(Integer.toString(i), referral);
                }
            }
        }
        if (!named.isEmpty()) {
            problem.set("referrals", named);
        }
        return problem.isEmpty() ? null : problem;
    }

    private static Inbound current(Exchange exchange) {
        Inbound inbound = exchange.getVariable(VARIABLE, Inbound.class);
        if (inbound == null) {
            throw new IllegalStateException("The route has no archived message: 'inbox.receive' comes first");
        }
        return inbound;
    }
}
