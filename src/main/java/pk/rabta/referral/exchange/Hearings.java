package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.referral.Referral;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.time.Pakistan;

/** Keeps dates in court, and says of each news of one whether a date that was told before no longer holds. */
@Component
class Hearings {

    private static final String HELD = "HELD";
    private static final String ADJOURNED = "ADJOURNED";
    /** With one of these an update says more than the hearing. */
    private static final List<String> BESIDES =
            List.of("documentsRequested", "appointment", "payment", "facts", "note", "send", "outcome");
    /** How one attends where nobody says otherwise. */
    private static final String IN_PERSON = "IN_PERSON";
    private static final Set<String> STEPS = Set.of("progress", "note");

    private final JdbcClient jdbc;

    Hearings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The update with what the hub knows of the case. Courts list an adjournment as the same case with another date:
     * whoever was told the old one must hear that it was moved, not that one more was fixed.
     */
    JsonNode told(Referral referral, JsonNode update, Instant now) {
        if (!update.hasNonNull("hearing")) {
            return update;
        }
        ObjectNode told = update.deepCopy();
        ObjectNode hearing = (ObjectNode) told.get("hearing");
        LocalDate date = date(hearing);
        boolean held = held(hearing);
        LocalDate today = Pakistan.day(now);
        Optional<LocalDate> moved = open(referral, hearing, held ? today.plusDays(1) : today, date);
        moved.ifPresent(day -> hearing.put("adjournedFrom", day.toString()));
        boolean adjourned = moved.isPresent() || ADJOURNED.equals(text(hearing, "status"));
        hearing.put("status", adjourned ? ADJOURNED : date == null ? HELD : "SCHEDULED");
        if (!told.hasNonNull("businessStatus") && STEPS.contains(told.path("command").asText())
                && (adjourned || date != null)) {
            told.put("businessStatus", adjourned ? "hearing-adjourned" : "hearing-scheduled");
        }
        return told;
    }

    /**
     * Whether the update says nothing but what is known: courts tell an adjournment by a notice at once and by the list of
     * the night. Another court or another mode is news: whoever goes there must know.
     */
    boolean known(Referral referral, JsonNode update, Instant now) {
        JsonNode hearing = update.path("hearing");
        if (!hearing.isObject() || !STEPS.contains(update.path("command").asText()) || held(hearing)
                || referral.status() != ReferralStatus.IN_PROGRESS || BESIDES.stream().anyMatch(update::hasNonNull)) {
            return false;
        }
        LocalDate date = date(hearing);
        LocalDate today = Pakistan.day(now);
        if (open(referral, hearing, today, date).isPresent()) {
            return false;
        }
        return date == null ? ADJOURNED.equals(last(referral, hearing)) : fixed(referral, hearing, date);
    }

    /** What became of the case's last date; null where none is known. */
    private @Nullable String last(Referral referral, JsonNode hearing) {
        return jdbc.sql("""
                select status from hearing where referral_id = :referral and case_number = :case
                order by hearing_date desc limit 1""")
                .param("referral", referral.id()).param("case", hearing.path("caseNumber").asText())
                .query(String.class).optional().orElse(null);
    }

    private boolean fixed(Referral referral, JsonNode hearing, LocalDate date) {
        return jdbc.sql("""
                select exists (select 1 from hearing where referral_id = :referral and case_number = :case
                  and hearing_date = :date and status = 'SCHEDULED' and court = coalesce(:court, court)
                  and coalesce(mode, :usual) = coalesce(:mode, mode, :usual))""")
                .param("referral", referral.id()).param("case", hearing.path("caseNumber").asText())
                .param("date", date).param("court", text(hearing, "court")).param("mode", text(hearing, "mode"))
                .param("usual", IN_PERSON).query(Boolean.class).single();
    }

    /** Keeps what the partner said; a new date, or an adjournment without one, ends the dates still to come. */
    void keep(Referral referral, JsonNode hearing, Instant now) {
        LocalDate date = date(hearing);
        LocalDate today = Pakistan.day(now);
        if (held(hearing)) {
            mark(referral, hearing, HELD, "<=", today, date, now);
        }
        mark(referral, hearing, ADJOURNED, ">=", today, date, now);
        if (date == null) {
            return;
        }
        jdbc.sql("""
                insert into hearing (id, referral_id, case_number, court, hearing_date, purpose, mode, stage, status,
                  recorded_at)
                values (:id, :referral, :case, :court, :date, :purpose, :mode, :stage, 'SCHEDULED', :now)
                on conflict (referral_id, case_number, hearing_date) do update
                  set purpose = coalesce(:purpose, hearing.purpose), mode = coalesce(:mode, hearing.mode),
                    stage = coalesce(:stage, hearing.stage), court = coalesce(nullif(:court, ''), hearing.court),
                    status = 'SCHEDULED', recorded_at = :now""")
                .param("id", UuidCreator.getTimeOrderedEpoch()).param("referral", referral.id())
                .param("case", hearing.path("caseNumber").asText()).param("court", hearing.path("court").asText())
                .param("date", date).param("purpose", text(hearing, "purpose")).param("mode", text(hearing, "mode"))
                .param("stage", text(hearing, "stage")).param("now", Timestamp.from(now)).update();
    }

    private void mark(Referral referral, JsonNode hearing, String status, String than, LocalDate today,
                      @Nullable LocalDate date, Instant now) {
        jdbc.sql("""
                update hearing set status = :status, recorded_at = :now
                where referral_id = :referral and case_number = :case and status = 'SCHEDULED'
                  and hearing_date is distinct from cast(:date as date) and hearing_date <than> :today"""
                        .replace("<than>", than))
                .param("status", status).param("referral", referral.id())
                .param("case", hearing.path("caseNumber").asText()).param("date", date).param("today", today)
                .param("now", Timestamp.from(now)).update();
    }

    /** The first date of the case that is still to come and is another one. */
    private Optional<LocalDate> open(Referral referral, JsonNode hearing, LocalDate from, @Nullable LocalDate but) {
        return jdbc.sql("""
                select hearing_date from hearing
                where referral_id = :referral and case_number = :case and status = 'SCHEDULED'
                  and hearing_date >= :from and hearing_date is distinct from cast(:but as date)
                order by hearing_date limit 1""")
                .param("referral", referral.id()).param("case", hearing.path("caseNumber").asText())
                .param("from", from).param("but", but).query(LocalDate.class).optional();
    }

    private static boolean held(JsonNode hearing) {
        return HELD.equals(text(hearing, "status"));
    }

    private static @Nullable LocalDate date(JsonNode hearing) {
        String date = text(hearing, "date");
        return date == null ? null : LocalDate.parse(date);
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asText() : null;
    }
}
