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

    /** @param hash null of what is refused before all of it is here */
    void open(UUID id, String partner, FileName name, String kind, byte @Nullable [] hash, Instant now) {
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, correction, state, content_hash,
                        created_at, updated_at)
                values (:id, :partner, 'IN', :name, :kind, :correction, 'SPOOLED', cast(:hash as bytea), :now, :now)""")
                .param("id", id).param("partner", partner).param("name", name.value()).param("kind", kind)
                .param("correction", name.correction()).param("hash", hash).param("now", Timestamp.from(now)).update();
    }

    /** One at a time for equal content, to the end of the transaction: two nodes that read one file do not both apply it. */
    void alone(String partner, byte[] hash) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:partner || encode(:hash, 'hex'), 0))")
                .param("partner", partner).param("hash", hash).query((row, n) -> 1).single();
    }

    /** The file that came before with the same bytes, as the same kind: under another name they may say other things. */
    Optional<UUID> known(String partner, FileName name, String kind, byte[] hash) {
        return jdbc.sql("""
                select id from batch_file
                where partner_id = :partner and direction = 'IN' and kind = :kind and correction = :correction
                  and content_hash = :hash and state <> 'REFUSED'""")
                .param("partner", partner).param("kind", kind).param("correction", name.correction())
                .param("hash", hash).query(UUID.class).optional();
    }

    /**
     * The arrival of a file that came last under its name and has not been moved away since: the same to the moment of its
     * last change, found again and again, and never noted as moved. One that was refused before its bytes were known is
     * told by its name.
     *
     * @param hash    null of what is refused before all of it is here
     * @param changed when the partner's server says so
     */
    Optional<UUID> stillLies(String partner, FileName name, String kind, byte @Nullable [] hash, Instant changed,
            Instant now) {
        return jdbc.sql("""
                update batch_arrival a set seen_at = :now from batch_file known
                where a.partner_id = :partner and a.name = :name and a.modified_at = :changed and a.seen_at >= :since
                  and a.ordinal = (select max(ordinal) from batch_arrival where partner_id = :partner and name = :name)
                  and known.id = a.file_id and known.kind = :kind
                  and known.content_hash is not distinct from cast(:hash as bytea)
                returning a.id""")
                .param("now", Timestamp.from(now)).param("partner", partner).param("name", name.value())
                .param("changed", Timestamp.from(changed)).param("since", Timestamp.from(now.minus(BETWEEN_LOOKS)))
                .param("kind", kind).param("hash", hash).query(UUID.class).optional();
    }

    /** It has left its folder: what lies there under its name from now on was sent since, whatever its time of change. */
    @Transactional
    void moved(UUID arrival) {
        jdbc.sql("update batch_arrival set seen_at = null where id = :id").param("id", arrival).update();
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
