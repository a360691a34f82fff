package pk.rabta.batch.file;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.protection.Vault;

/** Seals rows of files under the key of the person of their referral, so that erasing the person erases them too. */
@Component
public class RowVault {

    private final JdbcClient jdbc;
    private final Vault vault;

    RowVault(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    private record Owner(String victimId, byte[] key) {}

    /** Null where the person was erased. */
    public byte @Nullable [] seal(@Nullable String referralId, String context, byte[] content) {
        return owner(referralId).map(owner -> vault.seal(owner.key(), owner.victimId(), context, content)).orElse(null);
    }

    /** Opens what {@link #seal} made with the same referral and context. */
    public byte[] open(@Nullable String referralId, String context, byte[] sealed) {
        Owner owner = owner(referralId).orElseThrow(() ->
                new IllegalStateException("The person of referral " + referralId + " was erased"));
        return vault.open(owner.key(), owner.victimId(), context, sealed);
    }

    private Optional<Owner> owner(@Nullable String referralId) {
        return jdbc.sql("""
                select p.victim_id, p.sealed_key from referral r join person p on p.victim_id = r.victim_id
                where r.id = :id and p.sealed_key is not null""").param("id", referralId)
                .query((row, n) -> new Owner(row.getString(1), row.getBytes(2))).optional();
    }
}
