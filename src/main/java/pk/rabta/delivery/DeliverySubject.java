package pk.rabta.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pk.rabta.partner.PartnerProfile.Message;

/** What deliveries of some kinds are about. Asked within the claim's transaction, told within the settlement's. */
public interface DeliverySubject {

    /** The kinds it answers for. */
    Set<String> kinds();

    /** Whether the message is still wanted, and what it carries. Locks the basis before it reads anything else. */
    Readiness prepare(Delivery delivery, Instant now);

    /** Whether anybody still wants it sent; where not, a person need not look at it either. */
    default boolean wanted(Delivery delivery) {
        return true;
    }

    /** How the message stands in its programme's or partner's file now; null where it does not any more. */
    default @Nullable Message message(Delivery delivery) {
        return null;
    }

    /** Locks what the end of an attempt will change, before the message itself is locked: one order everywhere. */
    default void lock(Delivery delivery) {}

    /** An attempt begins: from here on the message may have left. */
    void dispatched(Delivery delivery, Instant now);

    /** The partner has it. {@code answer} is a canonical update document where its answer said more than that. */
    void acknowledged(Delivery delivery, @Nullable JsonNode answer, Instant now);

    /** It was handed over but not yet acknowledged, as a batch is. */
    default void sent(Delivery delivery, Instant now) {}

    /** An attempt ended before anything of it left. If none before it can have arrived, the partner has nothing. */
    default void unsent(Delivery delivery, Instant now) {}

    /** It was parked: a person must look. {@code detail} says where a mapping refused it, in names of fields. */
    void parked(Delivery delivery, String reason, List<String> detail, Instant now);

    /**
     * Why something may leave.
     *
     * @param kind    CONSENT, VITAL_INTEREST, LEGAL_OBLIGATION or PUBLIC_TASK
     * @param consent id of the record that says so; null where it needs none
     * @param source  the law or agreement that says so, where no record does
     */
    record Basis(String kind, @Nullable String consent, @Nullable String source) {

        public Basis(String kind, String consent) {
            this(kind, consent, null);
        }

        /** Adds it to a disclosure's leaf. */
        public void write(ObjectNode leaf) {
            leaf.put("basis", kind);
            if (consent != null) {
                leaf.put("consent", consent);
            }
            if (source != null) {
                leaf.put("source", source);
            }
        }
    }

    /** What a claim finds. */
    sealed interface Readiness {

        /**
         * Send it.
         *
         * @param document  the canonical document, already reduced to what may be disclosed
         * @param message   mapping and path
         * @param disclosed names of the fields that leave
         * @param victimId  whose fields they are; null where nobody's
         * @param basis     on which they leave; null where nothing of a person does
         */
        record Ready(JsonNode document, Message message, Collection<String> disclosed, @Nullable String victimId,
                     @Nullable Basis basis) implements Readiness {}

        /** It is not wanted any more. */
        record Unwanted(String reason) implements Readiness {}

        /** Not now: ask again at that time. */
        record NotYet(String reason, Instant until) implements Readiness {}
    }
}
