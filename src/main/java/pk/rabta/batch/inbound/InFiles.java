package pk.rabta.batch.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.batch.layout.FileName;

/** The stored state of partners' files. */
@Component
public class InFiles {

    /** More than a look at a folder takes, with what is fetched in it, and the pause until the next. */
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    InFiles(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void open(UUID id, String partner, FileName name, String kind, Instant now) {
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, correction, state, created_at,
                        updated_at)
                values (:id, :partner, 'IN', :name, :kind, :correction, 'SPOOLED', :now, :now)""")
                .param("id", id).param("partner", partner).param("name", name.value()).param("kind", kind)
                .param("correction", name.correction()).param("now", Timestamp.from(now)).update();
    }

    /** Writes the hash; false if the partner sent the same bytes as the same kind of file before. */
    boolean hash(UUID id, String partner, byte[] hash) {
        // One at a time for equal content, so that two nodes that read the same file do not both apply it.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:partner || encode(:hash, 'hex'), 0))")
                .param("partner", partner).param("hash", hash).query((row, n) -> 1).single();
        if (same(id, hash).isPresent()) {
            return false;
        }
        jdbc.sql("update batch_file set content_hash = :hash where id = :id").param("hash", hash).param("id", id)
                .update();
        return true;
    }

    /** The file that came before with the same bytes, as the same kind: under another name they may say other things. */
    Optional<UUID> same(UUID id, byte[] hash) {
        return jdbc.sql("""
                select known.id from batch_file known join batch_file file on file.partner_id = known.partner_id
                  and file.kind = known.kind and file.correction = known.correction
                where file.id = :id and known.direction = 'IN' and known.content_hash = :hash
                  and known.state <> 'REFUSED'""")
                .param("id", id).param("hash", hash).query(UUID.class).optional();
    }

    void forget(UUID id) {
        jdbc.sql("delete from batch_chunk where file_id = :id").param("id", id).update();
        jdbc.sql("delete from batch_file where id = :id").param("id", id).update();
    }

    /**
     * Whether a file is the one that came last under its name and has not been moved away since: the same to the moment of
     * its last change, and found again and again. One that was refused before its bytes were known is told by its name.
     *
     * @param changed when the partner's server says so
     */
    boolean stillLies(UUID file, String partner, FileName name, Instant changed, Instant now) {
        return jdbc.sql("""
                update batch_arrival a set seen_at = :now from batch_file known, batch_file file
                where a.partner_id = :partner and a.name = :name and a.modified_at = :changed and a.seen_at >= :since
                  and a.ordinal = (select max(ordinal) from batch_arrival where partner_id = :partner and name = :name)
                  and known.id = a.file_id and file.id = :file and (known.id = file.id or known.state = 'REFUSED'
                    and known.kind = file.kind and known.content_hash is not distinct from file.content_hash)""")
                .param("now", Timestamp.from(now)).param("partner", partner).param("name", name.value())
                .param("changed", Timestamp.from(changed)).param("since", Timestamp.from(now.minus(BETWEEN_LOOKS)))
                .param("file", file).update() == 1;
    }

    void arrived(UUID arrival, UUID file, String partner, FileName name, boolean repeated, @Nullable Instant changed,
            Instant now) {
        jdbc.sql("""
                insert into batch_arrival (id, file_id, partner_id, name, ordinal, repeated, received_at, modified_at,
                  seen_at)
                select :id, :file, :partner, :name, 1 + count(*), :repeated, :now, :changed, :now from batch_arrival
                where partner_id = :partner and name = :name""")
                .param("id", arrival).param("file", file).param("partner", partner).param("name", name.value())
                .param("repeated", repeated).param("changed", changed == null ? null : Timestamp.from(changed))
                .param("now", Timestamp.from(now)).update();
    }

    List<InFile> waiting(String partner) {
        return jdbc.sql("""
                select id, partner_id, kind, correction, state, next_row from batch_file
                where partner_id = :partner and direction = 'IN' and state in ('SPOOLED', 'APPLYING')
                order by created_at, id""").param("partner", partner)
                .query((row, n) -> new InFile(row.getObject(1, UUID.class), row.getString(2), row.getString(3),
                        row.getBoolean(4), row.getString(5), row.getInt(6))).list();
    }

    @Transactional
    void refuse(UUID id, FileProblem problem, Instant now) {
        jdbc.sql("""
                update batch_file set state = 'REFUSED', problem = cast(:problem as jsonb), updated_at = :now
                where id = :id and state = 'SPOOLED'""")
                .param("problem", text(problem)).param("id", id).param("now", Timestamp.from(now)).update();
    }

    @Transactional
    void checked(UUID id, int rows, Map<String, Integer> notes, Instant now) {
        jdbc.sql("""
                update batch_file set state = 'APPLYING', row_count = :rows, notes = cast(:notes as jsonb),
                  updated_at = :now where id = :id and state = 'SPOOLED'""")
                .param("rows", rows).param("notes", text(notes)).param("id", id)
                .param("now", Timestamp.from(now)).update();
    }

    /** Notes a chunk; false if another process had noted it. */
    boolean applied(InFile file, ChunkCount count, boolean last, Instant now) {
        return jdbc.sql("""
                update batch_file set next_row = :next, good_rows = good_rows + :good, same_rows = same_rows + :same,
                  bad_rows = bad_rows + :bad, state = :state, updated_at = :now
                where id = :id and state = 'APPLYING' and next_row = :from""")
                .param("next", file.nextRow() + count.rows()).param("good", count.good()).param("same", count.same())
                .param("bad", count.bad()).param("state", last ? "APPLIED" : "APPLYING").param("id", file.id())
                .param("from", file.nextRow()).param("now", Timestamp.from(now)).update() == 1;
    }

    String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem of a file cannot be written as JSON", e);
        }
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored problem of a file is not readable", e);
        }
    }
}
