package pk.rabta.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.audit.Audit;
import pk.rabta.delivery.Destinations.Circuit;
import pk.rabta.partner.PartnerProfile.Message;
import pk.rabta.partner.PartnerProfile.Query;
import pk.rabta.partner.Partners;

/** Decides which message in doubt its partner is asked about next: only while it is open, and at its rate. */
@Component
class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    private final Deliveries deliveries;
    private final Destinations destinations;
    private final Subjects subjects;
    private final SendingRules rules;
    private final Partners partners;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final RateBudget budget = new RateBudget();

    Questions(Deliveries deliveries, Destinations destinations, Subjects subjects, SendingRules rules,
              Partners partners, Audit audit, TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.destinations = destinations;
        this.subjects = subjects;
        this.rules = rules;
        this.partners = partners;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Begins the next question; empty where none is due, or the partner is not to be asked now. */
    synchronized Optional<Dispatch> next(String partner) {
        Instant now = clock.instant();
        if (!open(partner, now)) {
            return Optional.empty();
        }
        Optional<Dispatch> question = Optional.ofNullable(transaction.execute(status ->
                deliveries.doubtful(partner, now).map(delivery -> begin(delivery, now)).orElse(null)));
        question.ifPresent(begun -> budget.spend(partner, 1));
        return question;
    }

    private boolean open(String partner, Instant now) {
        Destinations.State state = destinations.get(partner);
        SendingRules.Rules rule = rules.of(partner);
        return !state.paused() && state.circuit(now) != Circuit.OPEN && rule.opens(now)
                && budget.left(partner, rule.rate(), now) > 0;
    }

    private @Nullable Dispatch begin(Delivery delivery, Instant now) {
        SendingRules.Rules rule = rules.of(delivery.destination());
        Query query = query(delivery);
        if (query == null) {
            LOG.error("delivery {} to {} is in doubt, but its message has no query any more: put it back, or replay it",
                    delivery.id(), delivery.destination());
            deliveries.doubt(delivery.id(), now.plus(rule.max()), now);
            return null;
        }
        if (delivery.attemptId() != null) {
            // The process that asked before may be gone.
            deliveries.finish(delivery.attemptId(), "UNANSWERED", null, "lease-ended", now);
        }
        Dispatch question = new Dispatch(delivery.id(), UuidCreator.getTimeOrderedEpoch(), delivery.attempts() + 1,
                delivery.messageId(), delivery.destination(), delivery.referralId(), delivery.kind(),
                delivery.message(), null, query.answer(), path(delivery, query));
        deliveries.ask(delivery.id(), question.attemptId(), question.attempt(),
                now.plus(rule.timeout()).plus(Claims.MARGIN), query.answer(), now);
        audit.record("question", "hub", null, delivery.referralId(), JsonNodeFactory.instance.objectNode()
                .put("to", delivery.destination()).put("messageId", delivery.messageId()), now);
        return question;
    }

    private @Nullable Query query(Delivery delivery) {
        try {
            Message message = subjects.of(delivery.kind()).message(delivery);
            return message == null ? null : message.query();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private String path(Delivery delivery, Query query) {
        String path = Objects.requireNonNull(partners.get(delivery.destination()).paths().get(query.path()));
        return path.replace("{message}", encoded(delivery.messageId()))
                .replace("{referral}", encoded(delivery.referralId()));
    }

    private static String encoded(@Nullable String id) {
        return URLEncoder.encode(id == null ? "" : id, StandardCharsets.UTF_8);
    }
}
