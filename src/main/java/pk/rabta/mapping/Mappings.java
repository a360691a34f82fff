package pk.rabta.mapping;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Every mapping of the folder, compiled. Safe for use by several threads. */
public final class Mappings {

    private final Map<String, Mapping> mappings;

    private Mappings(Map<String, Mapping> mappings) {
        this.mappings = mappings;
    }

    /**
     * Compiles {@code <partner>/<from>-to-<to>.jslt} and {@code .xsl}.
     *
     * @throws MappingException with every file and line that is wrong
     */
    public static Mappings load(Path mappings, CodeLists codes, Schemas schemas) {
        return new Mappings(MappingLoader.load(mappings, codes, schemas));
    }

    /** The ids, {@code <partner>/<from>-to-<to>}. */
    public Set<String> ids() {
        return Set.copyOf(mappings.keySet());
    }

    /**
     * Translates a document; both sides are checked.
     *
     * @param id {@code <partner>/<from>-to-<to>}
     * @param input JSON as JsonNode, byte[], String, InputStream or Map; XML as byte[], String or InputStream
     * @return JsonNode or, for XML, UTF-8 bytes
     * @throws MappingException if there is no such mapping, if a side breaks its schema, or if the mapping refuses
     */
    public Object apply(String id, Object input) {
        return find(id).apply(input);
    }

    Mapping find(String id) {
        Mapping mapping = mappings.get(id);
        if (mapping == null) {
            throw MappingException.at(
                    id,
                    "",
                    "there is no such mapping",
                    "Write mappings/" + id + ".jslt or .xsl, or use one of " + mappings.keySet() + ".");
        }
        return mapping;
    }
}
