package pk.rabta.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.protection.LookupHash;
import pk.rabta.protection.Vault;

/** The persons the hub has met, each with the registry's last word on them, sealed under their own key. */
@Component("persons")
public class Persons {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final LookupHash hash;
    private final ObjectMapper json;
    private final Clock clock;

    Persons(JdbcClient jdbc, Vault vault, LookupHash hash, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.hash = hash;
        this.json = json;
        this.clock = clock;
    }

    public Optional<Person> find(String victimId) {
        return jdbc.sql("select * from person where victim_id = :id").param("id", victimId)
                .query((row, n) -> read(row, "")).optional();
    }

    /** Makes sure that a row with a key exists, even before the registry was reached. */
    public void ensure(String victimId) {
        jdbc.sql("""
                insert into person (victim_id, token, sealed_key, created_at) values (:id, :token, :key, :now)
                on conflict (victim_id) do nothing""")
                .param("id", victimId).param("token", PublicId.next(Prefix.PT))
                .param("key", vault.newPersonKey(victimId)).param("now", Timestamp.from(clock.instant())).update();
    }

    /**
     * Keeps what the registry answered about a person: a canonical victim document. Where it told of a change after it was
     * asked, the answer may be older than the change: it takes no flag away, and does not count as read.
     *
     * @param asked when the registry was asked
     */
    public void store(JsonNode answer, Instant asked) {
        ObjectNode victim = (ObjectNode) answer;
        String victimId = victim.at("/victim/registryId").asText();
        ensure(victimId);
        Person person = find(victimId).orElseThrow();
        victim.withObject("/victim").put("token", person.token());
        List<String> flags = new ArrayList<>();
        victim.path("flags").forEach(flag -> flags.add(flag.asText()));
        String cnic = cnic(victim);
        jdbc.sql("""
                update person set snapshot = :snapshot, cnic_hash = :cnic, province = :province,
                  district = :district, deceased = :deceased or deceased and coalesce(told_at >= :asked, false),
                  merged_into = case when told_at >= :asked then coalesce(merged_into, :merged) else :merged end,
                  flags = case when told_at >= :asked
                    then array(select distinct f from unnest(flags || cast(:flags as text[])) f order by f)
                    else :flags end,
                  read_at = case when told_at >= :asked then null else cast(:now as timestamptz) end
                where victim_id = :id""")
                .param("id", victimId).param("snapshot", vault.seal(person.key(), victimId, bytes(victim)))
                .param("cnic", cnic == null ? null : hash.of("cnic", cnic))
                .param("province", text(victim.at("/victim/address/province")))
                .param("district", text(victim.at("/victim/address/district")))
                .param("flags", flags.toArray(String[]::new)).param("deceased", victim.path("deceased").asBoolean())
                .param("merged", text(victim.path("mergedInto"))).param("asked", Timestamp.from(asked))
                .param("now", Timestamp.from(clock.instant())).update();
    }

    /** The next use asks the registry again: it said that something changed. */
    public void expire(String victimId) {
        jdbc.sql("update person set read_at = null, told_at = :now where victim_id = :id").param("id", victimId)
                .param("now", Timestamp.from(clock.instant())).update();
    }

    /** Adds protection flags at once, before the registry is read again. */
    public void flag(String victimId, Set<String> flags) {
        jdbc.sql("""
                update person set read_at = null, told_at = :now,
                  flags = array(select distinct f from unnest(flags || cast(:flags as text[])) f order by f)
                where victim_id = :id""")
                .param("id", victimId).param("flags", flags.toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant())).update();
    }

    /** A person from a row whose columns carry a prefix. */
    public Person read(ResultSet row, String prefix) throws SQLException {
        String victimId = row.getString(prefix + "victim_id");
        byte[] key = row.getBytes(prefix + "sealed_key");
        byte[] snapshot = row.getBytes(prefix + "snapshot");
        Array flags = row.getArray(prefix + "flags");
        Timestamp readAt = row.getTimestamp(prefix + "read_at");
        return new Person(victimId, row.getString(prefix + "token"), key,
                key == null || snapshot == null ? null : document(vault.open(key, victimId, snapshot)),
                row.getString(prefix + "province"), row.getString(prefix + "district"),
                flags == null ? Set.of() : Set.of((String[]) flags.getArray()), row.getBoolean(prefix + "deceased"),
                row.getString(prefix + "merged_into"), readAt == null ? null : readAt.toInstant());
    }

    private static @Nullable String cnic(JsonNode victim) {
        for (JsonNode identifier : victim.at("/victim/identifiers")) {
            if ("CNIC".equals(identifier.path("type").asText())) {
                return identifier.path("value").asText();
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static byte[] bytes(JsonNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode document(byte[] bytes) {
        try {
            return (ObjectNode) json.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
