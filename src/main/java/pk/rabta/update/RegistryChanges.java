package pk.rabta.update;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/**
 * Applies what the registry says has changed. Flags that are added hold at once, and reach whoever was merged; everything
 * else is read again before the person is next used, so that an old notification that comes late cannot undo a newer one.
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
        // Whatever may hide others takes its turn before the row of anybody is locked.
        document.path("changes").valueStream().sorted(Comparator.comparing(RegistryChanges::reachesOthers).reversed())
                .forEach(change -> told.add(apply(change.path("registryId").asText(), change)));
        return told;
    }

    private static boolean reachesOthers(JsonNode change) {
        return change.has("mergedInto") || flags(change).contains(Person.HIDDEN);
    }

    private String apply(String person, JsonNode change) {
        if (change.has("mergedInto")) {
            persons.merged(person, change.path("mergedInto").asText());
        }
        Set<String> flags = flags(change);
        if (flags.isEmpty()) {
            persons.expire(person);
        } else {
            persons.flag(person, flags);
        }
        return person;
    }

    private static Set<String> flags(JsonNode change) {
        return change.path("flags").valueStream().map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }
}
