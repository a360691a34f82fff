package pk.rabta.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored consents. */
@Component
public class Consents {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Consents(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public Optional<Consent> find(String id) {
        return jdbc.sql("select * from consent where id = :id").param("id", id)
                .query((row, n) -> read(row, "")).optional();
    }

    /** Reads a consent and keeps it from being withdrawn until this transaction ends. */
    public Consent share(String id) {
        return jdbc.sql("select * from consent where id = :id for share").param("id", id)
                .query((row, n) -> read(row, "")).single();
    }

    /**
     * Locks a consent, to change it. Its key stays: who holds one of its referrals and changes that twice in one transaction
     * has its foreign key looked at again, and must not wait for a withdrawal that waits for the referral.
     */
    public Optional<Consent> lock(String id) {
        return jdbc.sql("select * from consent where id = :id for no key update").param("id", id)
                .query((row, n) -> read(row, "")).optional();
    }

    /**
     * Marks it withdrawn. What follows for referrals is the caller's, in the same transaction.
     *
     * @param by who withdrew: SELF, GUARDIAN, HEIR or CASEWORKER_ATTESTED
     */
    public void withdraw(String id, String by, Instant now) {
        jdbc.sql("""
                update consent set status = 'WITHDRAWN', withdrawn_at = :now, withdrawn_by = :by, version = version + 1
                where id = :id""")
                .param("id", id).param("by", by).param("now", Timestamp.from(now)).update();
    }

    /** Takes back a part; the rest stands. What follows for referrals is the caller's, in the same transaction. */
    public void withdraw(String id, WithdrawnPart part) {
        jdbc.sql("""
                update consent set version = version + 1,
                  withdrawn_recipients = array(select distinct unnest(withdrawn_recipients || :recipients) order by 1),
                  withdrawn_purposes = array(select distinct unnest(withdrawn_purposes || :purposes) order by 1)
                where id = :id""")
                .param("id", id).param("recipients", part.recipients().toArray(String[]::new))
                .param("purposes", part.purposes().toArray(String[]::new)).update();
    }

    /** A consent from a row whose columns carry a prefix. */
    public Consent read(ResultSet row, String prefix) throws SQLException {
        try {
            return new Consent(row.getString(prefix + "id"), row.getString(prefix + "victim_id"),
                    row.getString(prefix + "client_id"), row.getString(prefix + "basis"),
                    row.getString(prefix + "capacity"), row.getString(prefix + "status"),
                    set(row, prefix + "purposes"), set(row, prefix + "recipients"),
                    set(row, prefix + "data_scopes"), json.readTree(row.getString(prefix + "restrictions")),
                    row.getTimestamp(prefix + "valid_from").toInstant(), instant(row, prefix + "valid_to"),
                    instant(row, prefix + "review_at"), instant(row, prefix + "withdrawn_at"),
                    new WithdrawnPart(set(row, prefix + "withdrawn_recipients"), set(row, prefix + "withdrawn_purposes")),
                    row.getLong(prefix + "version"));
        } catch (JsonProcessingException e) {
            throw new SQLException("consent.restrictions is not JSON", e);
        }
    }

    private static Set<String> set(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Set.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
