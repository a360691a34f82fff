package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.query.Times;
import pk.rabta.registry.Person;

/** Writes the rows of consents. */
@Component
class ConsentRecords {

    private final JdbcClient jdbc;
    private final ReviewDates reviews;
    private final ConsentWords words;

    ConsentRecords(JdbcClient jdbc, ReviewDates reviews, ConsentWords words) {
        this.jdbc = jdbc;
        this.reviews = reviews;
        this.words = words;
    }

    void insert(String id, JsonNode record, Person person, Caller caller, Instant now) {
        Instant review = reviews.of(record, record.path("basis").asText(), caller.province(), now);
        jdbc.sql("""
                insert into consent (id, victim_id, client_id, basis, status, given_by, capacity, purposes, recipients,
                  data_scopes, language, method, restrictions, reviewed_by, valid_from, valid_to, review_at, created_at,
                  vso, office, province, witness, words, withheld)
                values (:id, :victim, :client, :basis, 'ACTIVE', :givenBy, :capacity, :purposes,
                  :recipients, :scopes, :language, :method, cast(:restrictions as jsonb),
                  :approvedBy, :from, :to, :review, :now, :vso, :office, :province, :witness, :words, :withheld)""")
                .param("id", id).param("victim", person.victimId()).param("client", caller.clientId())
                .param("basis", record.path("basis").asText()).param("givenBy", record.path("givenBy").asText())
                .param("capacity", record.path("capacity").asText())
                .param("purposes", array(record, "purposes")).param("recipients", array(record, "recipients"))
                .param("scopes", array(record, "dataScopes")).param("language", text(record, "language"))
                .param("method", record.path("method").asText())
                .param("restrictions", object(record, "restrictions"))
                .param("approvedBy", text(record, "approvedBy")).param("from", time(record, "validFrom", now))
                .param("to", until(record, person))
                .param("review", review == null ? null : Timestamp.from(review))
                .param("now", Timestamp.from(now)).param("vso", caller.vso()).param("office", caller.office())
                .param("province", caller.province()).param("witness", text(record, "witness"))
                .param("words", words.seal(person, record)).param("withheld", person.hidden()).update();
    }

    /** What was asked for; of a child's, not beyond the day that they come of age. */
    private static @Nullable Timestamp until(JsonNode record, Person person) {
        Timestamp asked = time(record, "validTo", null);
        Instant ofAge = "MINOR".equals(record.path("capacity").asText()) ? Majority.certain(person) : null;
        return ofAge == null || asked != null && asked.toInstant().isBefore(ofAge) ? asked : Timestamp.from(ofAge);
    }

    private static @Nullable String text(JsonNode record, String name) {
        return record.hasNonNull(name) ? record.get(name).asText() : null;
    }

    private static String object(JsonNode record, String name) {
        return record.hasNonNull(name) ? record.get(name).toString() : "{}";
    }

    private static String[] array(JsonNode record, String name) {
        return record.path(name).valueStream().map(JsonNode::asText).toArray(String[]::new);
    }

    private static @Nullable Timestamp time(JsonNode record, String name, @Nullable Instant otherwise) {
        String text = text(record, name);
        Instant time = text == null ? otherwise : Times.read(text, "/" + name);
        return time == null ? null : Timestamp.from(time);
    }
}
