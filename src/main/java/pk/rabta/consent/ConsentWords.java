package pk.rabta.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.protection.Vault;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** Those members of a consent in which anything may be written: kept sealed under the person's key, and shown as they came. */
@Component
class ConsentWords {

    private static final List<String> MEMBERS = List.of("relationship", "evidence", "justification");

    private final Persons persons;
    private final Vault vault;
    private final ObjectMapper json;

    ConsentWords(Persons persons, Vault vault, ObjectMapper json) {
        this.persons = persons;
        this.vault = vault;
        this.json = json;
    }

    /** What the database keeps of a record's words; null where it has none. */
    byte @Nullable [] seal(Person person, JsonNode record) {
        ObjectNode words = JsonNodeFactory.instance.objectNode();
        MEMBERS.stream().filter(record::hasNonNull).forEach(member -> words.set(member, record.get(member)));
        try {
            return words.isEmpty() ? null : vault.seal(person.key(), person.victimId(), json.writeValueAsBytes(words));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a consent; empty where it has none, or its person's key is gone. */
    ObjectNode open(ConsentRow consent) {
        byte[] key = consent.words() == null ? null
                : persons.find(consent.victimId()).map(Person::sealedKey).orElse(null);
        if (key == null || consent.words() == null) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return (ObjectNode) json.readTree(vault.open(key, consent.victimId(), consent.words()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
