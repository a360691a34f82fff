package pk.rabta.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;

/** The person whom a request is about: the registry is asked where the hub's knowledge is old. */
@Component("knownPerson")
public class KnownPerson {

    private final Persons persons;
    private final Clock clock;

    KnownPerson(Persons persons, Clock clock) {
        this.persons = persons;
        this.clock = clock;
    }

    /** The registry id to look up, or nothing where what is known is fresh enough. Called by the route known-person. */
    public String toAsk(ApiRequest request) {
        JsonNode id = request.requiredBody().at("/victim/registryId");
        return persons.find(id.asText()).filter(person -> person.erased() || person.fresh(clock.instant())).isPresent() ? ""
                : id.asText();
    }

    /**
     * The person, whose row is made where the registry could not be asked. While that is away, a hidden one is taken for
     * somebody never heard of, of whom something may be recorded: once it is back, both turn out to be unknown.
     */
    public Person require(String victimId) {
        return required(victimId, false);
    }

    /** The same for what a handler may record of a protected witness too. */
    public Person require(String victimId, Caller caller) {
        return required(victimId, caller.cleared());
    }

    private Person required(String victimId, boolean cleared) {
        persons.ensure(victimId);
        Person known = persons.find(victimId).orElseThrow();
        Person person = cleared ? known : known.veiled();
        if (person.erased() || person.mergedInto() != null) {
            throw RegistryAnswers.unknownPerson();
        }
        return person;
    }
}
