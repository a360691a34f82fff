package pk.rabta.update;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The archive for a person who may look into it. */
@Component
public class ArchivedMessages {

    private final JdbcClient jdbc;
    private final Archive archive;

    ArchivedMessages(JdbcClient jdbc, Archive archive) {
        this.jdbc = jdbc;
        this.archive = archive;
    }

    /** A message's bytes as they were kept. */
    public record Content(String mediaType, byte[] bytes) {}

    /** Whether the content of such a message is still kept. */
    public boolean keeps(UUID id) {
        return jdbc.sql("select exists (select 1 from inbound_message where id = :id and content is not null)")
                .param("id", id).query(Boolean.class).single();
    }

    /** Opens it; empty where there is none of that id, or its content is gone. */
    public Optional<Content> open(UUID id) {
        return jdbc.sql("select media_type from inbound_message where id = :id and content is not null")
                .param("id", id).query(String.class).optional().map(type -> new Content(type, archive.open(id)));
    }
}
