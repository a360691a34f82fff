package pk.rabta.protection;

import java.security.GeneralSecurityException;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.protection.EarlierRows.Value;

/** Messages, files and rows of lists of an earlier version, each sealed as it is now, one at a time. */
final class EarlierContents {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final AesGcm archive;

    EarlierContents(JdbcClient jdbc, Vault vault, AesGcm archive) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.archive = archive;
    }

    /** One that speaks of a protected witness alone was under that person's key, and its own key goes there. */
    void message(Value value) {
        String owner = "message/" + value.id();
        byte[] key = vault.newKey(owner);
        byte[] stored = key;
        byte[] plain;
        if (value.whose() == null) {
            plain = open(archive, value.context(), value.sealed());
        } else {
            byte[] person = personKey(value.whose());
            plain = vault.open(person, value.whose(), value.sealed());
            stored = vault.entrust(key, owner, person, value.whose());
        }
        jdbc.sql("update inbound_message set sealed_key = :key, content = :content where id = cast(:id as uuid)")
                .param("id", value.id()).param("key", stored).param("content", vault.seal(key, owner, plain)).update();
    }

    /** A whole file, a piece at a time. */
    void file(Value first) {
        String file = first.id();
        byte[] key = vault.newKey("file/" + file);
        jdbc.sql("update batch_file set sealed_key = :key where id = cast(:id as uuid)").param("id", file)
                .param("key", key).update();
        for (int number : jdbc.sql("select number from batch_chunk where file_id = cast(:id as uuid) order by number")
                .param("id", file).query(Integer.class).list()) {
            String context = "batch/" + file + '/' + number;
            byte[] sealed = jdbc.sql("select content from batch_chunk where file_id = cast(:id as uuid) and number = :number")
                    .param("id", file).param("number", number).query((row, n) -> row.getBytes(1)).single();
            jdbc.sql("update batch_chunk set content = :content where file_id = cast(:id as uuid) and number = :number")
                    .param("content", vault.seal(key, "file/" + file, context, open(archive, context, sealed)))
                    .param("id", file).param("number", number).update();
        }
    }

    /** A row of a list, from now on under the key of its referral's person, unless it is so already. */
    void row(SealedColumn column, Value value) {
        String referral = String.valueOf(value.whose());
        String victim = jdbc.sql("select victim_id from referral where id = :id").param("id", referral).query(String.class)
                .optional().orElseThrow(() -> new IllegalStateException("Nobody is known of " + value.context()));
        byte[] person = personKey(victim);
        if (isNow(person, victim, value)) {
            return;
        }
        jdbc.sql("update " + column.table() + " set content = :content where " + column.key() + " = cast(:id as "
                        + column.type() + ")").param("id", value.id()).param("content", vault.seal(person, victim,
                        value.context(), open(archive, value.context(), value.sealed()))).update();
    }

    private boolean isNow(byte[] person, String victim, Value value) {
        try {
            vault.open(person, victim, value.context(), value.sealed());
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private byte[] personKey(String id) {
        return jdbc.sql("select sealed_key from person where victim_id = :id and sealed_key is not null").param("id", id)
                .query((row, n) -> row.getBytes(1)).optional().orElseThrow(() ->
                        new IllegalStateException("The key of person " + id + " is gone, and what it sealed with it"));
    }

    static byte[] open(AesGcm before, String context, byte[] sealed) {
        try {
            return before.open(sealed, Vault.bytes(context));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What an earlier version sealed as " + context + " does not open", e);
        }
    }
}
