package pk.rabta.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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

    RegistryAnswers(Persons persons) {
        this.persons = persons;
    }

    /** How many changes the registry has told of before it is asked: one more makes its answer stale. */
    public long asking(String victimId) {
        return persons.asking(victimId);
    }

    /** Keeps a canonical victim document, unless it is stale. Whether it was kept. */
    public boolean keep(JsonNode victim, long told) {
        return persons.store(victim, told);
    }

    /** The registry is away: what is known serves as long as it may. */
    public void unavailable() {
        LOG.warn("the registry did not answer about a person; what is known of them serves until it does");
    }

    /** The registry answered that it knows no such person: nothing is kept of one of whom nothing was recorded. */
    public void unknown(String victimId) {
        persons.forget(victimId);
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
