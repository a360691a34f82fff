package pk.rabta.document;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.query.Filter;
import pk.rabta.query.Visibility;

/** The rows of documents. */
@Component
class DocumentRows {

    private final JdbcClient jdbc;

    DocumentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<DocumentRow> find(Caller caller, String id) {
        return new Filter(Visibility.of(caller, "d")).and("d.id = :id", "id", id)
                .on(jdbc, "select d.* from document d where {where}").query(DocumentRows::row).optional();
    }

    void insert(DocumentRow document, Caller caller, Instant now) {
        jdbc.sql("""
                insert into document (id, victim_id, client_id, type, sha256, media_type, size_bytes, title, location,
                  issued_on, created_at, vso, office, province)
                values (:id, :victim, :client, :type, :sha256, :media, :size, :title, :location, :issued, :now, :vso,
                  :office, :province)""")
                .param("id", document.id()).param("victim", document.victimId()).param("client", caller.clientId())
                .param("type", document.type()).param("sha256", document.sha256())
                .param("media", document.mediaType()).param("size", document.sizeBytes())
                .param("title", document.title()).param("location", document.location())
                .param("issued", document.issuedOn()).param("now", Timestamp.from(now)).param("vso", caller.vso())
                .param("office", caller.office()).param("province", caller.province()).update();
    }

    private static DocumentRow row(ResultSet row, int number) throws SQLException {
        Number size = (Number) row.getObject("size_bytes");
        Date issued = row.getDate("issued_on");
        return new DocumentRow(row.getString("id"), row.getString("victim_id"), row.getString("type"),
                row.getString("sha256"), row.getString("media_type"), size == null ? null : size.longValue(),
                row.getBytes("title"), row.getBytes("location"), issued == null ? null : issued.toLocalDate(),
                row.getTimestamp("created_at").toInstant(), row.getLong("version"));
    }
}
