package pk.rabta.protection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keyed hashes: equal for equal values, meaningless to anyone without the key, which never changes (ADR 26). */
@Component
public class LookupHash {

    private final KeyedHash hash;

    LookupHash(HubKeys keys) {
        this.hash = new KeyedHash(keys.get("lookup"));
    }

    /** The hash by which a value of a kind ({@code cnic}) is found again. */
    public byte[] of(String kind, String value) {
        return compute(kind + '\0' + value, 32);
    }

    /** The group whose messages keep their order: one partner, one person, one priority. */
    public UUID orderGroup(String destination, String victimId, int priority) {
        ByteBuffer bytes = ByteBuffer.wrap(compute("order\0" + destination + '\0' + victimId + '\0' + priority, 16));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Stands for a person in the audit. */
    public String pseudonym(String victimId) {
        return HexFormat.of().formatHex(compute("audit\0" + victimId, 16));
    }

    private byte[] compute(String text, int length) {
        return hash.of(text.getBytes(StandardCharsets.UTF_8), length);
    }
}
