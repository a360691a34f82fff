package pk.rabta.batch.outbound;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.batch.layout.OutboundKind;

/** The lists of partners as rows of the database: SEALED, UPLOADING, UPLOADED, RENAMED, or DROPPED on the way. */
@Component
class OutFiles {

    static final String SEALED = "SEALED";
    /** Its upload has begun, or it was made of the rows of such a list: they may have left. */
    static final String UPLOADING = "UPLOADING";
    static final String UPLOADED = "UPLOADED";

    private final JdbcClient jdbc;
    private final ListSettings settings;

    OutFiles(JdbcClient jdbc, ListSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * A list as it stands.
     *
     * @param rows how many its bytes have
     */
    record Locked(String state, String kind, int rows, @Nullable String temporary) {

        boolean open() {
            return state.equals(SEALED) || state.equals(UPLOADING);
        }
    }

    OutFile add(String state, String partner, OutboundKind kind, String start, int rows, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String name = name(partner, start);
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
                values (:id, :partner, 'OUT', :name, :kind, :state, :rows, :now, :now)""")
                .param("id", id).param("partner", partner).param("name", name).param("kind", kind.id())
                .param("state", state).param("rows", rows).param("now", Timestamp.from(now)).update();
        return new OutFile(id, name, "");
    }

    /** The next name of the day; two at once would meet at the unique index, and one would come again. */
    private String name(String partner, String start) {
        int last = jdbc.sql("""
                select coalesce(max(cast(substring(name from '_(\\d+)[.]csv$') as int)), 0) from batch_file
                where partner_id = :partner and direction = 'OUT' and starts_with(name, :start)""")
                .param("partner", partner).param("start", start + '_').query(Integer.class).single();
        return "%s_%04d.csv".formatted(start, Math.max(settings.firstNumber(), last + 1));
    }

    /** Nothing is taken out of it until this transaction ends. */
    Locked lock(OutFile file) {
        return jdbc.sql("select state, kind, row_count, temporary from batch_file where id = :id for update")
                .param("id", file.id())
                .query((row, n) -> new Locked(row.getString(1), row.getString(2), row.getInt(3), row.getString(4))).single();
    }

    List<OutFile> in(String partner, String... states) {
        return jdbc.sql("""
                select id, name, coalesce(temporary, '') from batch_file
                where partner_id = :partner and direction = 'OUT' and state = any(:states) order by created_at""")
                .param("partner", partner).param("states", states)
                .query((row, n) -> new OutFile(row.getObject(1, UUID.class), row.getString(2), row.getString(3))).list();
    }

    boolean move(OutFile file, String from, String to, Instant now) {
        return jdbc.sql("update batch_file set state = :to, updated_at = :now where id = :id and state = :from")
                .param("to", to).param("from", from).param("id", file.id()).param("now", Timestamp.from(now)).update() == 1;
    }

    /** Its upload begins. What another node began under its own epoch is nobody's from now on. */
    void begin(OutFile file, Instant now) {
        jdbc.sql("""
                update batch_file set state = 'UPLOADING', temporary = :temporary, updated_at = :now,
                  stale_at = case when temporary <> :temporary then cast(:now as timestamptz) else stale_at end
                where id = :id""").param("temporary", file.temporary()).param("id", file.id())
                .param("now", Timestamp.from(now)).update();
    }

    /** It never gets its name; {@code begun}: a temporary file of it may lie at the partner. */
    void drop(OutFile file, boolean begun, Instant now) {
        jdbc.sql("""
                update batch_file set state = 'DROPPED', updated_at = :now,
                  stale_at = case when :begun then cast(:now as timestamptz) end where id = :id""")
                .param("begun", begun).param("id", file.id()).param("now", Timestamp.from(now)).update();
    }

    void hash(OutFile file, int count, byte[] hash, Instant now) {
        jdbc.sql("update batch_file set content_hash = :hash, row_count = :rows, updated_at = :now where id = :id")
                .param("hash", hash).param("rows", count).param("id", file.id()).param("now", Timestamp.from(now)).update();
    }
}
