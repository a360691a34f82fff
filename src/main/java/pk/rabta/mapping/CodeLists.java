package pk.rabta.mapping;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The canonical code lists, and each partner's two-way tables to its own codes. Immutable. */
public final class CodeLists {

    private final Map<String, Map<String, Code>> lists;
    private final Map<String, CodeTable> tables;

    CodeLists(Map<String, Map<String, Code>> lists, Map<String, CodeTable> tables) {
        this.lists = lists;
        this.tables = tables;
    }

    /**
     * Reads {@code codes/*.yaml} and {@code <partner>/codes/*.csv}.
     *
     * @throws MappingException with every file and line that is wrong
     */
    public static CodeLists load(Path mappings) {
        return CodeListFiles.load(mappings);
    }

    /** The names of the lists. */
    public Set<String> lists() {
        return lists.keySet();
    }

    /** The entries of a list by code, aliases included, in the order of the file; empty if there is no such list. */
    public Map<String, Code> codes(String list) {
        return lists.getOrDefault(list, Map.of());
    }

    /** The code to use for this one: itself, or what it is an alias of; empty if the list does not have it. */
    public Optional<String> canonical(String list, String code) {
        return Optional.ofNullable(codes(list).get(code)).map(c -> c.aliasOf() == null ? c.code() : c.aliasOf());
    }

    /**
     * The text of a code.
     *
     * @param language BCP 47; anything but Urdu gives English
     * @throws MappingException if the list has no such code
     */
    public String text(String list, String code, String language) {
        return entry(list, code).text().in(language);
    }

    /** What a Victim Support Officer can do next about a reason; empty where the list does not say. */
    public Optional<String> next(String list, String code, String language) {
        return Optional.ofNullable(entry(list, code).next()).map(next -> next.in(language));
    }

    /** Whether the partner has a code for this one: a mapping would refuse another. Without a table of that list, all go. */
    public boolean takes(String partner, String list, String code) {
        CodeTable table = table(partner, list);
        return table == null || table.out().containsKey(code);
    }

    private Code entry(String list, String code) {
        Code found = codes(list).get(code);
        if (found == null) {
            throw MappingException.at(
                    "mappings/codes/" + list + ".yaml",
                    "",
                    "a code was asked for that it does not have",
                    "Add the code with its texts, or correct the caller.");
        }
        return found;
    }

    /** A canonical code that may be written in a document today: listed, and no alias. */
    boolean usable(String list, String code) {
        Code found = codes(list).get(code);
        return found != null && found.aliasOf() == null;
    }

    @Nullable
    CodeTable table(String partner, String list) {
        return tables.get(partner + "/" + list);
    }

    Map<String, CodeTable> tables() {
        return tables;
    }
}
