package pk.rabta.erasure;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What erasing a person does to rows, in the caller's transaction. Twice is as once. */
@Component
class Shredder {

    private static final String THEIRS = "(select id from referral where victim_id = :person)";

    private final JdbcClient jdbc;

    Shredder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the person and what others lock of theirs, in the order in which everybody does. */
    void lock(String person) {
        // An acceptance locks the consent and only shares the person: it goes first, or finds its consent withdrawn.
        jdbc.sql("select victim_id from person where victim_id = :person for no key update").param("person", person)
                .query().listOfRows();
        jdbc.sql("select id from consent where victim_id = :person order by id for no key update").param("person", person)
                .query().listOfRows();
        // A partner's answer locks the referral alone: it goes first, and its message stands in the way, or is about nobody.
        jdbc.sql("select id from referral where victim_id = :person order by key for update").param("person", person)
                .query().listOfRows();
    }

    boolean shredded(String person) {
        return jdbc.sql("select sealed_key is null from person where victim_id = :person").param("person", person)
                .query(Boolean.class).single();
    }

    void shred(String person, Instant now) {
        // All that is sealed under this key ends here: snapshot, contact, details, texts, rows, archived messages.
        run("""
                update person set sealed_key = null, snapshot = null, cnic_hash = null, province = null,
                  district = null, read_at = null, told = told + 1, erased_at = :now, erase_by = null, erase_at = null
                where victim_id = :person""",
                person, now);
        run("""
                update consent set witness = null, words = null, restrictions = '{}', version = version + 1,
                  withdrawn_at = case status when 'ACTIVE' then cast(:now as timestamptz) else withdrawn_at end,
                  status = 'WITHDRAWN' where victim_id = :person""", person, now);
        run("update hearing set case_number = 'erased-' || id, court = 'erased', purpose = null where referral_id in "
                + THEIRS, person, now);
        // Messages that also speak of others, and files of several persons that are done: they end for all.
        run("update inbound_message set content = null, sealed_key = null where sealed_for = :person or id in "
                + "(select inbound_id from partner_event where referral_id in " + THEIRS + ")", person, now);
        run("update batch_file f set sealed_key = null where f.state in ('RENAMED', 'APPLIED', 'REFUSED', 'DROPPED') "
                + "and not exists (select 1 from batch_arrival a where a.file_id = f.id and a.receipt_at is null) "
                + "and f.id in (select file_id from batch_row where referral_id in " + THEIRS + ")", person, now);
        run("delete from batch_chunk c using batch_file f where f.id = c.file_id and f.sealed_key is null "
                + "and f.id in (select file_id from batch_row where referral_id in " + THEIRS + ")", person, now);
        run("update batch_row set content = null where referral_id in " + THEIRS, person, now);
    }

    private void run(String sql, String person, Instant now) {
        jdbc.sql(sql).param("person", person).param("now", Timestamp.from(now)).update();
    }
}
