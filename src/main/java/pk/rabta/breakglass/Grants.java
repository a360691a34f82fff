package pk.rabta.breakglass;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.breakglass.Grant.Kind;
import pk.rabta.breakglass.Grant.Who;

/** The stored grants. None is ever deleted or made to last longer. */
@Component
class Grants {

    private final JdbcClient jdbc;

    Grants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Grant grant) {
        jdbc.sql("""
                insert into break_glass (id, kind, object, protected, reason, case_reference, seconds, requested_by,
                  requester, requested_at)
                values (:id, :kind, :object, :protected, :reason, :case, :seconds, :client, :subject, :at)""")
                .param("id", grant.id()).param("kind", grant.kind().name().toLowerCase(Locale.ROOT))
                .param("object", grant.object()).param("protected", grant.protectedToo())
                .param("reason", grant.reason()).param("case", grant.caseReference())
                .param("seconds", grant.life().toSeconds()).param("client", grant.requester().client())
                .param("subject", grant.requester().subject())
                .param("at", Timestamp.from(grant.requestedAt())).update();
    }

    Optional<Grant> find(UUID id) {
        return jdbc.sql("select * from break_glass where id = :id").param("id", id).query(Grants::row).optional();
    }

    /**
     * Newest first, those before an id.
     *
     * @param reader whose own requests are among them; null: everybody's
     */
    List<Grant> page(@Nullable UUID before, @Nullable Who reader, int limit) {
        return jdbc.sql("""
                select * from break_glass where (cast(:before as uuid) is null or id < :before)
                  and (not protected or :all or requested_by = :client and requester = :subject)
                order by id desc limit :limit""")
                .param("before", before).param("all", reader == null)
                .param("client", reader == null ? null : reader.client())
                .param("subject", reader == null ? null : reader.subject()).param("limit", limit)
                .query(Grants::row).list();
    }

    /** Approves a request; false where another was faster, or it was revoked meanwhile. */
    boolean approve(Grant grant, Who approver, Instant now) {
        return jdbc.sql("""
                update break_glass set approved_by = :client, approver = :subject, approved_at = :now,
                  expires_at = :end
                where id = :id and approved_at is null and revoked_at is null""")
                .param("id", grant.id()).param("client", approver.client()).param("subject", approver.subject())
                .param("now", Timestamp.from(now)).param("end", Timestamp.from(now.plus(grant.life()))).update() == 1;
    }

    /** Ends a grant or a request for good; false where that was done before. */
    boolean revoke(UUID id, String by, Instant now) {
        return jdbc.sql("""
                update break_glass set revoked_by = :by, revoked_at = :now where id = :id and revoked_at is null""")
                .param("id", id).param("by", by).param("now", Timestamp.from(now)).update() == 1;
    }

    private static Grant row(ResultSet row, int number) throws SQLException {
        String approver = row.getString("approver");
        return new Grant(row.getObject("id", UUID.class), Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("object"), row.getBoolean("protected"), row.getString("reason"),
                row.getString("case_reference"), Duration.ofSeconds(row.getLong("seconds")),
                new Who(row.getString("requested_by"), row.getString("requester")),
                row.getTimestamp("requested_at").toInstant(),
                approver == null ? null : new Who(row.getString("approved_by"), approver),
                time(row, "approved_at"), time(row, "expires_at"), row.getString("revoked_by"), time(row, "revoked_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
