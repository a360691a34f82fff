package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.query.Times;
import pk.rabta.protection.Pseudonyms;
import pk.rabta.referral.FactCodes;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.ReferralMessages;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.SaidSince;
import pk.rabta.referral.lifecycle.Actor;
import pk.rabta.referral.lifecycle.Decision;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.LifecycleState;

/** Applies a partner's canonical updates: each once in effect, to that partner's own referrals only. */
@Component
public class ReferralUpdates {

    private static final List<String> FACTS =
            List.of("reason", "documentsRequested", "appointment", "hearing", "payment", "facts", "note");

    /** Those that are worth a line in the history even where the status stays. */
    private static final List<String> NEWS = List.of("documentsRequested", "appointment", "hearing", "payment", "note");

    private final JdbcClient jdbc;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final ReferralMessages messages;
    private final CommandReader reader;
    private final Hearings hearings;
    private final Payments payments;
    private final Arrivals arrivals;
    private final SaidSince saidSince;
    private final PartnerEvents events;
    private final Pseudonyms pseudonyms;
    private final ObjectMapper json;
    private final Clock clock;

    ReferralUpdates(JdbcClient jdbc, Referrals referrals, ReferralCommands commands, ReferralMessages messages,
                    CommandReader reader, Hearings hearings, Payments payments, Arrivals arrivals,
                    SaidSince saidSince, PartnerEvents events, Pseudonyms pseudonyms, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.referrals = referrals;
        this.commands = commands;
        this.messages = messages;
        this.reader = reader;
        this.hearings = hearings;
        this.payments = payments;
        this.arrivals = arrivals;
        this.saidSince = saidSince;
        this.events = events;
        this.pseudonyms = pseudonyms;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The update once for each referral that it is about: a case may concern several persons. Of one that names no case,
     * or a case that this partner gave no referral, only itself.
     */
    public List<JsonNode> each(String partner, JsonNode update) {
        String key = update.at("/referral/caseKey").asText("");
        if (key.isEmpty()) {
            return List.of(update);
        }
        List<JsonNode> all = new ArrayList<>();
        for (String id : referrals.ofCase(partner, key)) {
            ObjectNode one = update.deepCopy();
            one.putObject("referral").put("id", id);
            all.add(one);
        }
        return all.isEmpty() ? List.of(update) : all;
    }

    /**
     * The id under which one update of {@link #each} counts once. It names the referral wherever a case was named, for
     * others may join the case or leave it before the same event comes again.
     */
    public static String event(JsonNode update, JsonNode one, String event) {
        return one == update ? event : event + "@" + one.at("/referral/id").asText();
    }

    /**
     * Applies one update of {@link #each} in the caller's transaction.
     *
     * @param eventId the partner's id of this event: the same one again changes nothing
     */
    @Transactional
    public Effect apply(String partner, JsonNode update, String eventId, @Nullable UUID inboundId) {
        return apply(partner, update, eventId, inboundId, null, Came.AT_ONCE);
    }

    /**
     * Applies one update in the caller's transaction, only to the version of the referral that the partner looked at.
     *
     * @param expected the version; null for any
     * @param came     one that was late undoes nothing that the partner said since: one that was parked is only recorded
     *                 then, one that waited counts where it takes the referral further
     */
    @Transactional
    public Effect apply(String partner, JsonNode update, String eventId, @Nullable UUID inboundId,
                        @Nullable Long expected, Came came) {
        Instant now = clock.instant();
        // Locked before all else, as the settlement of a message does: the partner's answer may come at the same moment.
        // And looked at again: it may be their erasure that held the lock.
        Referral referral = find(partner, update.path("referral")).flatMap(found -> referrals.lock(found.id()))
                .filter(locked -> !erased(locked)).orElse(null);
        if (referral == null) {
            return new Effect(Effect.Kind.UNKNOWN, null, null);
        }
        // First, for it moved the version itself when it counted.
        if (!events.first(partner, eventId, referral.id(), inboundId, update.path("command").asText("note"), now)) {
            return new Effect(Effect.Kind.REPEATED, referral.id(), null);
        }
        if (expected != null && referral.version() != expected) {
            events.forget(partner, eventId);
            return new Effect(Effect.Kind.STALE, referral.id(), null);
        }
        // Where the partner told something newer before, what is older must not come back.
        boolean since = came != Came.AT_ONCE && saidSince.news(referral.id(), inboundId);
        boolean overtaken = LifecycleState.overtaken(sequence(update), referral.partnerSequence())
                || since && came == Came.PARKED;
        boolean oldDate = overtaken
                || since && update.hasNonNull("hearing") && saidSince.hearing(referral.id(), inboundId);
        JsonNode told = oldDate ? update : hearings.told(referral, update, now);
        Effect effect = !oldDate && hearings.known(referral, update, now) ? toldBefore(referral, update)
                : carryOut(referral, told, new Who("PARTNER", partner, inboundId), overtaken, since);
        if (effect.refused()) {
            events.forget(partner, eventId);
            return effect;
        }
        arrivals.after(referral, effect, now);
        // Whatever the command does: the partner's number and its evidence count, also where an answer came late.
        reference(referral, update);
        boolean afterTheEnd = effect.kind() == Effect.Kind.RECORDED && referral.status().terminal();
        if (update.hasNonNull("hearing") && !oldDate && !afterTheEnd) {
            hearings.keep(referral, update.get("hearing"), now);
        }
        if (update.path("payment") instanceof ObjectNode payment) {
            payments.keep(referral, payment, now);
        }
        if (effect.kind() == Effect.Kind.APPLIED && update.hasNonNull("send")) {
            messages.send(referral.id(), "update", update.get("send").asText());
        }
        return effect;
    }

    private Effect carryOut(Referral referral, JsonNode update, Who who, boolean overtaken, boolean late) {
        ObjectNode facts = json.createObjectNode();
        FACTS.stream().filter(update::hasNonNull).forEach(name -> facts.set(name, update.get(name)));
        Instant occurredAt = update.hasNonNull("occurredAt")
                ? Times.read(update.get("occurredAt").asText(), "/occurredAt") : null;
        Long sequence = sequence(update);
        String step = update.path("businessStatus").asText(null);
        Optional<LifecycleCommand> command = reader.read(update);
        if (command.isEmpty()) {
            note(arrivals.before(referral, clock.instant()), facts, step, sequence, who, occurredAt,
                    overtaken || late);
            return new Effect(Effect.Kind.APPLIED, referral.id(), null);
        }
        Decision decision = commands.apply(referral.id(), new ReferralCommands.Ordered(command.get(), Actor.PARTNER,
                who, step, facts, sequence, occurredAt, overtaken, late));
        boolean heldForElse = command.get() instanceof LifecycleCommand.Hold && step != null
                && !step.equals(referral.businessStatus());
        if (decision instanceof Decision.Unchanged && (heldForElse || NEWS.stream().anyMatch(facts::has))) {
            // Nothing moves, but something new is told with it.
            note(referral, facts, heldForElse ? step : null, sequence, who, occurredAt, overtaken || late);
            return new Effect(Effect.Kind.APPLIED, referral.id(), decision);
        }
        return new Effect(kind(decision), referral.id(), decision);
    }

    /** The same news came by another way: the partner works on it, and nobody needs to hear it twice. */
    private Effect toldBefore(Referral referral, JsonNode update) {
        commands.told(referral, null, sequence(update));
        return new Effect(Effect.Kind.REPEATED, referral.id(), null);
    }

    private static @Nullable Long sequence(JsonNode update) {
        return update.hasNonNull("sequence") ? update.get("sequence").asLong() : null;
    }

    /** A fact without a command; a step in it counts unless a newer event of the partner was applied before. */
    private void note(Referral referral, ObjectNode facts, @Nullable String step, @Nullable Long sequence, Who who,
                      @Nullable Instant occurredAt, boolean overtaken) {
        String type = facts.has("hearing") ? "referral.hearing"
                : facts.has("payment") ? "payment.recorded" : "referral.noted";
        ObjectNode detail = json.createObjectNode();
        FactCodes.put(detail, facts);
        if (step != null) {
            detail.put("businessStatus", step);
        }
        commands.told(referral, overtaken ? null : step, overtaken ? null : sequence);
        commands.record(referral, type, who, detail, facts, occurredAt);
    }

    private static Effect.Kind kind(Decision decision) {
        return switch (decision) {
            case Decision.Applied a -> Effect.Kind.APPLIED;
            case Decision.Unchanged u -> Effect.Kind.UNCHANGED;
            case Decision.Recorded r -> Effect.Kind.RECORDED;
            case Decision.Illegal i -> Effect.Kind.ILLEGAL;
        };
    }

    private Optional<Referral> find(String partner, JsonNode reference) {
        Optional<Referral> referral = reference.hasNonNull("id") ? referrals.find(reference.get("id").asText())
                : reference.hasNonNull("partnerReference")
                    ? referrals.byPartnerReference(partner, reference.get("partnerReference").asText())
                    : reference.hasNonNull("token") ? ofToken(partner, reference.get("token").asText()) : Optional.empty();
        // Of one that is withheld only a partner that may have it can speak; of somebody who was erased nobody.
        return referral.filter(r -> r.partnerId().equals(partner) && (r.dispatched() || !r.withheld()) && !erased(r));
    }

    private boolean erased(Referral referral) {
        return jdbc.sql("select sealed_key is null from person where victim_id = :id").param("id", referral.victimId())
                .query(Boolean.class).single();
    }

    private Optional<Referral> ofToken(String partner, String token) {
        return pseudonyms.personal(partner, token).flatMap(personal -> referrals.ofToken(partner, personal));
    }

    private void reference(Referral referral, JsonNode update) {
        if (update.hasNonNull("partnerReference") && referral.partnerReference() == null) {
            jdbc.sql("update referral set partner_reference = :reference where id = :id")
                    .param("reference", update.get("partnerReference").asText()).param("id", referral.id()).update();
        }
    }
}
