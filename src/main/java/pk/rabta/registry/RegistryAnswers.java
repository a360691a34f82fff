package pk.rabta.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;

/** What the hub does with the registry's answers. */
@Component("registryAnswers")
public class RegistryAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryAnswers.class);

    private final Persons persons;
    private final Strangers strangers;
    private final Rereads rereads;

    RegistryAnswers(Persons persons, Strangers strangers, Rereads rereads) {
        this.persons = persons;
        this.strangers = strangers;
        this.rereads = rereads;
    }

    /** What the hub knows of a person before the registry is asked. */
    public Persons.Asked asking(String victimId) {
        return persons.asking(victimId);
    }

    /**
     * Keeps a canonical victim document, unless it is stale. Whether it was kept. Of a protected witness only the first
     * word is kept, and nothing at all of one whom the hub never met: the answer is the same as of nobody, by the same
     * steps. Where a handler asked it is kept, and no more of it than the rules about who speaks for whom need.
     *
     * @param cleared whether the caller is a handler; null: no
     */
    public boolean keep(JsonNode victim, Persons.Asked asked, @Nullable Boolean cleared) {
        boolean hidden = victim.path("flags").valueStream().anyMatch(flag -> Person.HIDDEN.equals(flag.asText()));
        String id = victim.at("/victim/registryId").asText();
        String into = victim.path("mergedInto").textValue();
        if (asked.hidden() && !hidden) {
            LOG.warn("the registry protects {} no more; they stay hidden until a person decides", asked.token());
        }
        if (asked.hidden() && into != null && !into.equals(asked.keptAs())) {
            persons.merged(id, into);
        }
        boolean handler = Boolean.TRUE.equals(cleared);
        if (!handler && hidden && !asked.hidden() && !asked.met() && into != null) {
            throw new HiddenStrangerException(into);
        }
        if (!handler && (asked.hidden() || hidden && !asked.met())) {
            throw unknownPerson();
        }
        if (!victim.path("unknownFlags").isEmpty()) {
            throw unread(id, victim, asked, handler);
        }
        if (asked.hidden() || hidden && handler) {
            return persons.store(HiddenPerson.bare(victim), asked);
        }
        boolean kept = persons.store(victim, asked);
        if (kept && (hidden || into != null && persons.hidden(id))) {
            throw unknownPerson();
        }
        return kept;
    }

    /**
     * A flag that the hub does not know may be stricter than all that it knows: the others hold at once, and nothing
     * leaves about the person before the registry's word on them is understood.
     */
    private RuntimeException unread(String id, JsonNode victim, Persons.Asked asked, boolean handler) {
        Set<String> known = new TreeSet<>();
        victim.path("flags").forEach(flag -> known.add(flag.asText()));
        boolean nobody = !handler && known.contains(Person.HIDDEN);
        String into = victim.path("mergedInto").textValue();
        if (asked.hidden()) {
            known.remove(Person.HIDDEN);          // what is not new takes no turn
        }
        persons.flag(id, into == null || into.equals(asked.keptAs()) ? null : into, known);
        rereads.unknown(id);
        String unknown = victim.path("unknownFlags").toString();
        LOG.warn("the registry has protection flags that the hub does not know, {}: nothing leaves about whoever has one. "
                + "Ask the registry what they mean; config/protection.yaml, mappings/lib/protection.jslt and the contract "
                + "victim/1 must know them", unknown);
        return nobody || !handler && into != null && persons.hidden(id) ? unknownPerson()
                : new RegistryUnavailableException("The registry's record has unknown protection flags: " + unknown, null);
    }

    /** The registry is away: what is known serves as long as it may. Told where it was asked. */
    public void unavailable(RegistryUnavailableException why) {
        if (why.getCause() != null) {
            LOG.warn("the registry did not answer about a person; what is known of them serves until it does");
        }
    }

    /** The registry answered that it knows no such person: nothing is kept of one of whom nothing was recorded. */
    public void unknown(String victimId) {
        strangers.forget(victimId, null);
        throw unknownPerson();
    }

    /** The same by the same statement; but whom the hub knows by the other id is hidden, and the merge is kept then. */
    public void stranger(String victimId, HiddenStrangerException stranger) {
        strangers.forget(victimId, stranger.into());
        throw unknownPerson();
    }

    /** The answer to a caller who names somebody whom the registry does not know, or who must not be found. */
    public static RuntimeException unknownPerson() {
        return ProblemType.UNKNOWN_REFERENCE
                .detail("The registry knows no such person. Check the id.", "رجسٹر میں ایسا کوئی فرد نہیں۔ شناخت دیکھیں۔")
                .violations(List.of(new Violation("/victim/registryId",
                        Text.of("Not in the registry of victims.", "متاثرین کے رجسٹر میں نہیں۔"), "unknown-person")))
                .exception();
    }
}
