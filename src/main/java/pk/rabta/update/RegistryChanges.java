package pk.rabta.update;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import pk.rabta.registry.Persons;

/**
 * Applies what the registry says has changed. Flags that are added hold at once; everything else is read again before
 * the person is next used, so that an old notification that comes late cannot undo a newer one.
 */
@Component
class RegistryChanges {

    private final Persons persons;

    RegistryChanges(Persons persons) {
        this.persons = persons;
    }

    /**
     * Applies a canonical document of changes in the caller's transaction; persons never met are none of ours.
     *
     * @return the registry ids of those of whom it spoke
     */
    Set<String> apply(JsonNode document) {
        Set<String> told = new TreeSet<>();
        for (JsonNode change : document.path("changes")) {
            Set<String> flags = new TreeSet<>();
            change.path("flags").forEach(flag -> flags.add(flag.asText()));
            String person = change.path("registryId").asText();
            told.add(person);
            if (flags.isEmpty()) {
                persons.expire(person);
            } else {
                persons.flag(person, flags);
            }
        }
        return told;
    }
}
