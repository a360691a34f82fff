package pk.rabta.batch.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.batch.layout.CellType;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.mapping.MappingException;
import pk.rabta.mapping.Mappings;
import pk.rabta.protection.LookupHash;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;
import pk.rabta.time.Pakistan;

/** Applies one row. A refused row leaves nothing behind, so that the same row may count when it is sent again. */
@Component
class RowApplier {

    private final Mappings mappings;
    private final ReferralUpdates updates;
    private final JdbcClient jdbc;
    private final LookupHash hash;
    private final Clock clock;
    private final TransactionTemplate nested;

    RowApplier(Mappings mappings, ReferralUpdates updates, JdbcClient jdbc, LookupHash hash, Clock clock,
            PlatformTransactionManager transactions) {
        this.mappings = mappings;
        this.updates = updates;
        this.jdbc = jdbc;
        this.hash = hash;
        this.clock = clock;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Within the transaction of its chunk.
     *
     * @param known those of the partner's referrals that rows of the chunk name
     */
    RowEnd apply(InFile file, InboundKind kind, Row row, Set<String> known) {
        if (row.document() == null) {
            return new RowEnd.Refused(row.problems());
        }
        List<RowProblem> days = RowDays.problems(row.document(), kind, clock.instant());
        if (!days.isEmpty()) {
            return new RowEnd.Refused(days);
        }
        try {
            JsonNode update = (JsonNode) mappings.apply(kind.mapping(), row.document());
            if (NamedReferrals.isAboutNobody(row, kind, update.path("updates"), known)) {
                return unknown(kind);
            }
            String event = RowEvent.id(file.partner(), kind, row.document());
            RowEnd end = nested.execute(status -> {
                RowEnd tried = anotherPerson(file, kind, row) ? new RowEnd.Refused(
                        List.of(RowProblem.of("row.identity-mismatch"))) : apply(file, kind, event, update);
                if (tried instanceof RowEnd.Refused) {
                    status.setRollbackOnly();
                }
                return tried;
            });
            return Objects.requireNonNull(end);
        } catch (MappingException e) {
            return new RowEnd.Refused(RowProblems.of(e, kind));
        }
    }

    private RowEnd apply(InFile file, InboundKind kind, String id, JsonNode document) {
        List<Effect> effects = new ArrayList<>();
        int number = 0;
        for (JsonNode update : document.path("updates")) {
            String event = id + (number == 0 ? "" : "#" + number);
            for (JsonNode one : updates.each(file.partner(), update)) {
                if (kind.snapshot() && overtaken(file, one, event)) {
                    continue;
                }
                effects.add(updates.apply(file.partner(), one, kind.snapshot() ? again(file, one, event)
                        : ReferralUpdates.event(update, one, event), file.id()));
            }
            number++;
        }
        if (document.path("updates").valueStream().anyMatch(RowApplier::pays)
                && effects.stream().anyMatch(effect -> effect.kind() == Effect.Kind.APPLIED && rejected(effect))) {
            return refused("row.payment-rejected");
        }
        String referral = effects.stream().map(Effect::referralId).filter(Objects::nonNull).findFirst().orElse(null);
        if (effects.stream().anyMatch(effect -> effect.kind() == Effect.Kind.UNKNOWN)) {
            return unknown(kind);
        }
        if (effects.stream().anyMatch(Effect::refused)) {
            return new RowEnd.Refused(List.of(RowProblem.of("row.not-allowed-now")), referral);
        }
        return effects.stream().allMatch(effect -> effect.kind() == Effect.Kind.REPEATED
                || effect.kind() == Effect.Kind.UNCHANGED) ? new RowEnd.Same(referral) : new RowEnd.Applied(referral);
    }

    /** Money that came back, or was not paid, may well be told of a referral that was rejected. */
    private static boolean pays(JsonNode update) {
        return update.hasNonNull("payment") && update.at("/payment/status").asText("PAID").equals("PAID");
    }

    private boolean rejected(Effect effect) {
        return jdbc.sql("select count(*) from referral where id = :id and status = 'REJECTED'")
                .param("id", effect.referralId()).query(Integer.class).single() == 1;
    }

    /** An event that came before, but not last, counts again: a hearing moved there and back. */
    private String again(InFile file, JsonNode update, String event) {
        String own = event + '@' + update.at("/referral/id").asText("");
        String last = jdbc.sql("""
                select event_id from partner_event where partner_id = :partner and referral_id = :referral
                  and starts_with(event_id, :kind) order by recorded_at desc, event_id limit 1""")
                .param("partner", file.partner()).param("referral", update.at("/referral/id").asText(""))
                .param("kind", about(event)).query(String.class).optional()
                        .orElse(own);
        return last.startsWith(own) ? last : own + '~' + file.id();
    }

    /**
     * Whether a list of a later day has told something since: one that comes late takes nothing back. The day is the
     * one in its name; a day that is still to come is a slip, and overtakes nothing.
     */
    private boolean overtaken(InFile file, JsonNode update, String event) {
        return jdbc.sql("""
                select coalesce(told.day > own.day and told.day <= :tomorrow, false)
                from (select replace(substring(name from '\\d{4}-?\\d{2}-?\\d{2}'), '-', '') as day
                      from batch_file where id = :file) own,
                     (select replace(substring(f.name from '\\d{4}-?\\d{2}-?\\d{2}'), '-', '') as day
                      from partner_event e join batch_file f on f.id = e.inbound_id
                      where e.partner_id = :partner and e.referral_id = :referral and starts_with(e.event_id, :kind)
                      order by e.recorded_at desc, e.event_id limit 1) told""")
                .param("file", file.id()).param("partner", file.partner())
                .param("referral", update.at("/referral/id").asText("")).param("kind", about(event))
                .param("tomorrow", DateTimeFormatter.BASIC_ISO_DATE.format(
                        LocalDate.ofInstant(clock.instant(), Pakistan.ZONE).plusDays(1)))
                .query(Boolean.class).optional().orElse(false);
    }

    /** What events are about, without what they say. */
    private static String about(String event) {
        return event.substring(0, event.lastIndexOf('-') + 1);
    }

    /** A list of all of a partner's cases names others as well; an answer to the hub's own messages should not. */
    private static RowEnd unknown(InboundKind kind) {
        return kind.snapshot() ? new RowEnd.Same(null) : refused("row.reference-unknown");
    }

    private static RowEnd refused(String code) {
        return new RowEnd.Refused(List.of(RowProblem.of(code)));
    }

    /** A row that names a referral and the CNIC of somebody else was copied wrongly. */
    private boolean anotherPerson(InFile file, InboundKind kind, Row row) {
        String ref = value(row, kind, CellType.REFERRAL);
        String cnic = value(row, kind, CellType.CNIC);
        if (ref == null || cnic == null) {
            return false;
        }
        return jdbc.sql("""
                select p.cnic_hash from referral r join person p on p.victim_id = r.victim_id
                where r.id = :ref and r.partner_id = :partner and p.cnic_hash is not null""")
                .param("ref", ref).param("partner", file.partner()).query((found, n) -> found.getBytes(1)).optional()
                .map(known -> !Arrays.equals(known, hash.of("cnic", cnic))).orElse(false);
    }

    private static @Nullable String value(Row row, InboundKind kind, CellType type) {
        return kind.columns().stream().filter(column -> column.type() == type).findFirst()
                .map(column -> row.document().path(column.name()))
                .filter(JsonNode::isTextual).map(JsonNode::asText).orElse(null);
    }
}
