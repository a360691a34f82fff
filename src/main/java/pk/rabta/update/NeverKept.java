package pk.rabta.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;

/**
 * Takes out of a partner's JSON what the hub must never hold, not even sealed: the members that {@code
 * options.never-kept} of its profile names, wherever they stand.
 */
@Component
class NeverKept {

    private final Partners partners;
    private final ObjectMapper json;

    NeverKept(Partners partners, ObjectMapper json) {
        this.partners = partners;
        this.json = json;
    }

    /** The same bytes where there is nothing to take out; none where the bytes cannot be looked through. */
    byte[] without(String partner, byte[] content) {
        String option = partners.find(partner).map(profile -> profile.options().get("never-kept")).orElse(null);
        if (option == null) {
            return content;
        }
        Set<String> names = Arrays.stream(option.split(",")).map(NeverKept::plain).filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        try {
            JsonNode document = json.readTree(content);
            return remove(document, names) ? json.writeValueAsBytes(document) : content;
        } catch (JsonProcessingException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean remove(JsonNode node, Set<String> names) {
        boolean removed = node instanceof ObjectNode object
                && object.properties().removeIf(member -> names.contains(plain(member.getKey())));
        for (JsonNode child : node) {
            removed |= remove(child, names);
        }
        return removed;
    }

    /** However it is written: pmt_score, PMT-Score and pmtScore are one name. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
