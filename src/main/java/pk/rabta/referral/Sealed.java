package pk.rabta.referral;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.protection.Vault;

/** Seals and opens what a referral holds about its person, under that person's key. */
@Component
public class Sealed {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final ObjectMapper json;

    Sealed(JdbcClient jdbc, Vault vault, ObjectMapper json) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.json = json;
    }

    /** Seals a document; an empty one is nothing. */
    public byte @Nullable [] seal(String victimId, ObjectNode document) {
        return document.isEmpty() ? null
                : vault.seal(key(victimId), victimId, document.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Opens one; nothing is an empty document, and so is what a shredded key had sealed. */
    public ObjectNode open(String victimId, byte @Nullable [] sealed) {
        byte[] key = sealed == null || sealed.length == 0 ? null : find(victimId);
        if (key == null || sealed == null) {
            return json.createObjectNode();
        }
        try {
            return (ObjectNode) json.readTree(vault.open(key, victimId, sealed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the person's key was destroyed. */
    public boolean erased(String victimId) {
        return find(victimId) == null;
    }

    private byte[] key(String victimId) {
        byte[] key = find(victimId);
        if (key == null) {
            throw new IllegalStateException("The person's key was shredded: nothing can be sealed for them any more");
        }
        return key;
    }

    private byte @Nullable [] find(String victimId) {
        return jdbc.sql("select sealed_key from person where victim_id = :id").param("id", victimId)
                .query((row, n) -> row.getBytes(1)).optional().orElse(null);
    }
}
