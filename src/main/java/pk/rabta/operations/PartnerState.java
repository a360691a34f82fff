package pk.rabta.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Language;
import pk.rabta.delivery.Backlog.Count;
import pk.rabta.delivery.DeliveryState;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.Destinations.Circuit;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.partner.Expiry;
import pk.rabta.partner.PartnerProfile;

/**
 * How one partner is doing.
 *
 * @param state       paused, and its circuit
 * @param counts      what is not settled, by state
 * @param lastSuccess when it last took something
 * @param calls       how calls go that are no messages
 * @param expiring    what of it ends soon
 */
record PartnerState(String id, PartnerProfile profile, Destinations.State state, List<Count> counts,
                    @Nullable Instant lastSuccess, DirectCalls.State calls, List<Expiry> expiring, Instant at) {

    enum Health { UP, DEGRADED, DOWN }

    /**
     * DOWN: left alone because it failed, or as many calls in a row failed as would open its circuit. DEGRADED: paused,
     * being asked again, with parked messages, or the last call failed.
     */
    Health health() {
        if (circuit() == Circuit.OPEN || calls.failures() >= profile.breaker().failures()) {
            return Health.DOWN;
        }
        boolean parked = counts.stream().anyMatch(count -> count.state() == DeliveryState.PARKED);
        return state.paused() || circuit() == Circuit.HALF_OPEN || parked || calls.failures() > 0
                ? Health.DEGRADED : Health.UP;
    }

    Circuit circuit() {
        return state.circuit(at);
    }

    /** Since when the oldest waiting message waits. */
    Optional<Instant> oldestWaiting() {
        return counts.stream().filter(Count::waiting).map(Count::oldest).min(Comparator.naturalOrder());
    }

    ObjectNode json(Language language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id)
                .put("name", profile.name().in(language.tag())).put("connector", profile.connector())
                .put("paused", state.paused());
        put(json, "pausedBy", state.pausedBy());
        put(json, "pausedAt", state.pausedAt());
        put(json, "pauseReason", state.pauseReason());
        json.put("breaker", circuit().name());
        put(json, "openUntil", circuit() == Circuit.OPEN ? state.openUntil() : null);
        json.put("failuresInARow", state.failures());
        ObjectNode byState = json.putObject("counts");
        counts.forEach(count -> byState.put(count.state().name(), count.number()));
        put(json, "oldestWaitingSince", oldestWaiting().orElse(null));
        put(json, "lastSuccessAt", lastSuccess);
        if (calls.answeredAt() != null || calls.failedAt() != null) {
            ObjectNode direct = json.putObject("calls").put("failuresInARow", calls.failures());
            put(direct, "lastSuccessAt", calls.answeredAt());
            put(direct, "lastFailureAt", calls.failedAt());
            put(direct, "lastFault", calls.fault());
        }
        if (!expiring.isEmpty()) {
            var list = json.putArray("expiring");
            expiring.forEach(one -> list.addObject().put("kind", one.kind()).put("name", one.name())
                    .put("at", one.at().toString()).put("days", one.days(at)));
        }
        return json.put("health", health().name());
    }

    /** Changes with everything that is shown. */
    String tag() {
        return Integer.toHexString(json(Language.EN).hashCode());
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }
}
