package pk.rabta.batch.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.batch.file.Digests;
import pk.rabta.batch.file.Spool;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.OutboundKind;

/** Writes the rows of a list into the spool. */
@Component
class ListBuilder {

    private final Spool spool;
    private final OutRows rows;
    private final ObjectMapper json;

    ListBuilder(Spool spool, OutRows rows, ObjectMapper json) {
        this.spool = spool;
        this.rows = rows;
        this.json = json;
    }

    /** Writes it anew; returns its SHA-256. */
    byte[] write(UUID file, BatchLayout layout, OutboundKind kind, String group, LocalDate day, List<OutRow> content) {
        spool.clear(file);
        MessageDigest digest = Digests.sha256();
        try (OutputStream out = new DigestOutputStream(spool.output(file), digest)) {
            List<String> head = List.of(layout.required("sender"), layout.required("receiver"), group, day.toString());
            ListWriter list = new ListWriter(out, head, content.size());
            for (OutRow row : content) {
                JsonNode cells = json.readTree(rows.open(row));
                list.row(kind.columns().stream().map(column -> cells.path(column).asText("")).toList());
            }
            list.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("A list could not be written into the spool", e);
        }
        return digest.digest();
    }
}
