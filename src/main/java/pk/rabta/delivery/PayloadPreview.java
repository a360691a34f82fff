package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.DeliverySubject.Readiness;
import pk.rabta.partner.Partners;

/** What a message would carry if it were sent now, for a person who may look at it. Nothing of it is kept. */
@Component
public class PayloadPreview {

    private final Deliveries deliveries;
    private final Subjects subjects;
    private final Partners partners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PayloadPreview(Deliveries deliveries, Subjects subjects, Partners partners, TransactionTemplate transaction, Clock clock) {
        this.deliveries = deliveries;
        this.subjects = subjects;
        this.partners = partners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A message as it would leave.
     *
     * @param readiness READY, UNWANTED or NOT_YET
     * @param reason    why not, as a code
     * @param mapping   id of the mapping to the partner's format; null for none
     * @param fields    names of the canonical fields that would leave
     * @param document  the canonical document, reduced to them; null where nothing would leave
     */
    public record Shown(String readiness, @Nullable String reason, @Nullable String mapping, Collection<String> fields,
                        @Nullable JsonNode document) {}

    /** The referral that it is about, or nothing between quotes; empty where there is no such delivery. */
    public Optional<String> referral(UUID id) {
        return deliveries.find(id).map(delivery -> delivery.referralId() == null ? "" : delivery.referralId());
    }

    /** Asks as a claim does, in a transaction of its own that is rolled back; empty where there is no such delivery. */
    public Optional<Shown> of(UUID id) {
        return Optional.ofNullable(transaction.execute(status -> {
            status.setRollbackOnly();
            return deliveries.find(id).map(this::shown).orElse(null);
        }));
    }

    private Shown shown(Delivery delivery) {
        return switch (subjects.of(delivery.kind()).prepare(delivery, clock.instant())) {
            case Readiness.Unwanted unwanted -> new Shown("UNWANTED", unwanted.reason(), null, List.of(), null);
            case Readiness.NotYet notYet -> new Shown("NOT_YET", notYet.reason(), null, List.of(), null);
            case Readiness.Ready ready -> new Shown("READY", null, partners.find(delivery.destination()).isEmpty() ? null
                    : delivery.destination() + "/" + ready.message().mapping(), ready.disclosed(), ready.document());
        };
    }
}
