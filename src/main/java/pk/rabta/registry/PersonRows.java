package pk.rabta.registry;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.protection.Vault;

/** Makes the rows of persons, each with a token and a key of its own. */
@Component
class PersonRows {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    PersonRows(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** Makes sure that there is a row, and locks it. */
    void ensure(String victimId) {
        jdbc.sql("""
                insert into person (victim_id, token, sealed_key, created_at) values (:id, :token, :key, :now)
                on conflict (victim_id) do update set created_at = person.created_at""")
                .param("id", victimId).param("token", PublicId.next(Prefix.PT))
                .param("key", vault.newKey(victimId)).param("now", Timestamp.from(clock.instant())).update();
    }
}
