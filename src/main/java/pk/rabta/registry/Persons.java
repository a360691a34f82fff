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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
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
    private final PersonRows rows;
    private final Merges merges;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Persons(JdbcClient jdbc, Vault vault, LookupHash hash, ObjectMapper json, PersonRows rows, Merges merges,
            ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.hash = hash;
        this.json = json;
        this.rows = rows;
        this.merges = merges;
        this.events = events;
        this.clock = clock;
    }

    public Optional<Person> find(String victimId) {
        return jdbc.sql("select * from person where victim_id = :id").param("id", victimId)
                .query((row, n) -> read(row, "")).optional();
    }

    /**
     * Makes sure that a row with a key exists, even before the registry was reached. It is locked, so that what the
     * caller's transaction hangs on it does not lose it to {@link Strangers}.
     */
    public void ensure(String victimId) {
        rows.ensure(victimId);
    }

    /**
     * To be called before the registry is asked about a person: from now on there is a row that a notice finds. One
     * statement, whoever it is: what the hub knows already must not show in how it asks.
     *
     * @return what the hub knew, to be given to {@link #store}
     */
    public Asked asking(String victimId) {
        return jdbc.sql("""
                insert into person (victim_id, token, sealed_key, created_at) values (:id, :token, :key, :now)
                on conflict (victim_id) do update set created_at = person.created_at
                returning token, told, kept_as, 'WITNESS_PROTECTED' = any(flags) as hidden, snapshot is not null
                  or exists (select 1 from consent c where c.victim_id = person.victim_id)
                  or exists (select 1 from document d where d.victim_id = person.victim_id) as met""")
                .param("id", victimId).param("token", PublicId.next(Prefix.PT))
                .param("key", vault.newKey(victimId)).param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new Asked(row.getString("token"), row.getLong("told"), row.getBoolean("hidden"),
                        row.getBoolean("met"), row.getString("kept_as"))).single();
    }

    /**
     * What the hub knew of a person when it asked the registry.
     *
     * @param told   of how many changes the registry had told: one more makes its answer stale
     * @param hidden a protected witness
     * @param met    something is kept of them, from the registry or from a caller
     * @param keptAs the id under which the registry keeps them, by what it said last
     */
    public record Asked(String token, long told, boolean hidden, boolean met, @Nullable String keptAs) {}

    /**
     * Keeps what the registry answered about a person: a canonical victim document. That somebody is a protected
     * witness no answer takes back: a person decides that.
     *
     * @param asked what {@link #asking} returned
     * @return false where the registry told of a change meanwhile: the answer may be older than the change, nothing is
     *         kept, and it must be asked again
     */
    @Transactional
    public boolean store(JsonNode answer, Asked asked) {
        ObjectNode victim = (ObjectNode) answer;
        String victimId = victim.at("/victim/registryId").asText();
        String into = text(victim.path("mergedInto"));
        Set<String> told = new TreeSet<>();
        victim.path("flags").forEach(flag -> told.add(flag.asText()));
        boolean turn = into != null && !into.equals(asked.keptAs()) || told.contains(Person.HIDDEN) && !asked.hidden();
        if (turn) {
            merges.alone();
        }
        // Locked: of two answers that say for the first time that somebody is gone, one is the first.
        Person person = jdbc.sql("select * from person where victim_id = :id for no key update").param("id", victimId)
                .query((row, n) -> read(row, "")).optional().orElse(null);
        if (person == null) {
            return false;
        }
        if (person.erased()) {
            return true;                          // nothing is kept, and nothing is asked again
        }
        victim.withObject("/victim").put("token", person.token());
        boolean first = !person.hidden() && told.contains(Person.HIDDEN);
        if (first && !turn) {
            return false;                         // shown again meanwhile
        }
        if (person.hidden()) {
            told.add(Person.HIDDEN);
        }
        String cnic = cnic(victim);
        boolean kept = jdbc.sql("""
                update person set snapshot = :snapshot, cnic_hash = :cnic, province = :province,
                  district = :district, deceased = :deceased, merged_into = :merged, read_at = :now,
                  flags_at = case when snapshot is null or flags @> cast(:flags as text[]) then flags_at
                    else clock_timestamp() end,
                  flags = :flags
                where victim_id = :id and told = :told and (:turn or cast(:merged as text) is null or kept_as = :merged)""")
                .param("id", victimId).param("turn", turn).param("snapshot", vault.seal(person.key(), victimId, bytes(victim)))
                .param("cnic", cnic == null ? null : hash.of("cnic", cnic))
                .param("province", text(victim.at("/victim/address/province")))
                .param("district", text(victim.at("/victim/address/district")))
                .param("flags", told.toArray(String[]::new)).param("deceased", victim.path("deceased").asBoolean())
                .param("merged", into).param("told", asked.told())
                .param("now", Timestamp.from(clock.instant())).update() == 1;
        if (kept && turn && into != null) {
            merges.learnt(victimId, into);
        }
        if (kept && first) {
            merges.hidden(victimId);
        }
        String gone = kept ? find(victimId).map(Person::gone).orElse(null) : null;
        if (gone != null && !gone.equals(person.gone())) {
            events.publishEvent(new PersonGone(victimId, gone));
        }
        return kept;
    }

    /** The next use asks the registry again: it said that something changed. */
    public void expire(String victimId) {
        jdbc.sql("update person set read_at = null, told = told + 1 where victim_id = :id").param("id", victimId)
                .update();
    }

    /** Adds protection flags at once, before the registry is read again. One that hides does so under all ids. */
    @Transactional
    public void flag(String victimId, Set<String> flags) {
        if (flags.contains(Person.HIDDEN)) {
            merges.alone();
            merges.hide(victimId);
        }
        jdbc.sql("""
                update person set read_at = null, told = told + 1,
                  flags_at = case when flags @> cast(:flags as text[]) then flags_at
                    else clock_timestamp() end,
                  flags = array(select distinct f from unnest(flags || cast(:flags as text[])) f order by f)
                where victim_id = :id""")
                .param("id", victimId).param("flags", flags.toArray(String[]::new)).update();
    }

    /** The same beside the id under which the registry keeps the person now; null: nothing new about that. */
    @Transactional
    public void flag(String victimId, @Nullable String into, Set<String> flags) {
        if (into != null) {
            merged(victimId, into);
        }
        flag(victimId, flags);
    }

    /**
     * The registry says that it keeps a person under another id: where one is hidden the other is too. Nothing else
     * follows before that is read from the registry itself.
     */
    @Transactional
    public void merged(String victimId, String into) {
        merges.alone();
        merges.learnt(victimId, into);
    }

    /** Whether somebody is a protected witness. */
    boolean hidden(String victimId) {
        return jdbc.sql("select exists (select 1 from person where victim_id = :id and :hidden = any(flags))")
                .param("id", victimId).param("hidden", Person.HIDDEN).query(Boolean.class).single();
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
