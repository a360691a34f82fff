package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import pk.rabta.mapping.MappingException;
import pk.rabta.partner.DisclosurePolicy;

/**
 * Which fields decide what a mapping writes, found from outside: take one away and see whether the output changes, in
 * the full document and in each that lacks, or has turned, one more.
 */
final class FieldsRead {

    /** Of every message, and demanded by its schema. */
    static final List<String> FRAME = List.of("contract", "message");

    private final Outbound outbound;
    private final String mapping;
    private final ObjectNode full;
    private final List<String> fields = new ArrayList<>();

    FieldsRead(Outbound outbound, Outbound.Message message) {
        this.outbound = outbound;
        this.mapping = message.mapping();
        this.full = outbound.fill(outbound.contract(message));
        DisclosureMatrix.leaves(full, "", fields);
        fields.removeIf(field -> DisclosurePolicy.permits(field, FRAME));
    }

    /** @param read what is known to be read already, to which the fields found are added */
    void find(Set<String> read) {
        search(full, read);
        for (String field : fields) {
            if (Outbound.at(full, field).isBoolean() || read.contains(field) || field.equals("contact.via")) {
                variants(field).forEach(variant -> search(variant, read));
            }
        }
    }

    private void search(ObjectNode document, Set<String> read) {
        String written = write(document);
        if (written.isEmpty()) {
            return;
        }
        narrow(document, written, fields.stream().filter(field -> !read.contains(field)).toList(), read);
    }

    /** Mostly nothing of some fields is read, which one try tells; else each half is tried by itself. */
    private void narrow(ObjectNode document, String written, List<String> some, Set<String> read) {
        if (some.isEmpty() || write(without(document, some)).equals(written)) {
            return;
        }
        if (some.size() > 1) {
            narrow(document, written, some.subList(0, some.size() / 2), read);
            narrow(document, written, some.subList(some.size() / 2, some.size()), read);
        } else if (!written.equals(writeWithout(document, some.getFirst()))) {
            read.add(some.getFirst());
        }
    }

    /** Where the contract demands the field of its object, without that object: a refusal is not yet a reading. */
    private String writeWithout(ObjectNode document, String field) {
        String written = write(without(document, List.of(field)));
        return written.isEmpty() ? write(without(document, List.of(parent(field)))) : written;
    }

    private static ObjectNode without(ObjectNode document, List<String> fields) {
        ObjectNode without = document.deepCopy();
        fields.forEach(field -> DisclosurePolicy.remove(without, field));
        return without;
    }

    /** Without the field, turned where it can only be yes or no, and by another way where it is the way of contact. */
    private List<ObjectNode> variants(String field) {
        List<ObjectNode> variants = new ArrayList<>();
        variants.add(without(full, List.of(field)));
        JsonNode value = Outbound.at(full, field);
        if (value.isBoolean()) {
            variants.add(with(field, document -> document.put(name(field), !value.asBoolean())));
        } else if (field.equals("contact.via")) {
            variants.add(with(field, document -> document.put(name(field), "VSO")));
        }
        return variants;
    }

    private ObjectNode with(String field, Consumer<ObjectNode> change) {
        ObjectNode document = full.deepCopy();
        change.accept((ObjectNode) Outbound.at(document, parent(field)));
        return document;
    }

    private static String parent(String field) {
        return field.substring(0, field.lastIndexOf('.'));
    }

    private static String name(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }

    /** What the mapping writes; nothing where it refuses. */
    private String write(ObjectNode document) {
        try {
            return outbound.map(mapping, document);
        } catch (MappingException refused) {
            return "";
        }
    }
}
