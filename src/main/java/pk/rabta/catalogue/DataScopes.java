package pk.rabta.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.api.contract.Contract;
import pk.rabta.settings.WrongSettingsException;
import pk.rabta.settings.YamlFault;

/** Which fields of the canonical referral each data scope of a consent opens: {@code config/data-scopes.yaml}. */
@Component
public class DataScopes {

    private final File file;
    /** By the fields that programmes need, which are asked for with each submission. */
    private final Map<String, List<String>> openings = new ConcurrentHashMap<>();

    /**
     * @param always in every referral, whatever a consent says
     * @param scopes fields by scope, the narrowest scope first
     */
    record File(@Nullable List<String> always, @Nullable LinkedHashMap<String, List<String>> scopes) {}

    DataScopes(@Value("${rabta.home:.}") String home, Contract contract) {
        Path path = Path.of(home, "config/data-scopes.yaml");
        this.file = read(path);
        Set<String> asked = new TreeSet<>();
        contract.document().at("/components/schemas/DataScope/enum").forEach(name -> asked.add(name.asText()));
        if (!asked.equals(names())) {
            throw new WrongSettingsException(List.of(path + ": scopes must be those of the API, which are " + asked
                    + ", and are " + names()));
        }
    }

    /** The names of the scopes, the narrowest first: of two that open a field, it is the one to ask for. */
    public Set<String> names() {
        return file.scopes().keySet();
    }

    /** The fields that these scopes open, as dotted paths. */
    public List<String> fields(Collection<String> scopes) {
        List<String> fields = new ArrayList<>(file.always());
        scopes.forEach(scope -> fields.addAll(file.scopes().getOrDefault(scope, List.of())));
        return fields;
    }

    /** All fields that any scope opens: what is not among them, nor below one, never leaves. */
    public List<String> all() {
        return fields(names());
    }

    /** Scopes that, added to these, open all of some fields of a programme; none where they are open already. */
    public List<String> lacking(Collection<String> scopes, Collection<String> paths) {
        Set<String> held = new HashSet<>(scopes);
        List<String> lacking = new ArrayList<>();
        // What one scope alone opens decides first: it may open the others too.
        paths.stream().map(this::opening).sorted(Comparator.comparingInt(List::size)).forEach(opening -> {
            if (!opening.isEmpty() && Collections.disjoint(opening, held)) {
                held.add(opening.getFirst());
                lacking.add(opening.getFirst());
            }
        });
        return lacking;
    }

    /** The scopes that open a field, by its own path or that of a parent; none is asked for where all may see it. */
    private List<String> opening(String path) {
        return openings.computeIfAbsent(path, p -> opens(file.always(), p) ? List.of()
                : names().stream().filter(scope -> opens(file.scopes().get(scope), p)).toList());
    }

    private static boolean opens(List<String> fields, String path) {
        return fields.stream().anyMatch(field -> path.equals(field) || path.startsWith(field + "."));
    }

    private static File read(Path path) {
        try {
            File file = new YAMLMapper().readValue(path.toFile(), File.class);
            if (file == null || file.always() == null || file.scopes() == null || file.scopes().containsValue(null)) {
                throw new WrongSettingsException(List.of(path + ": needs the lists 'always' and 'scopes', each scope "
                        + "with its fields"));
            }
            return file;
        } catch (JsonProcessingException e) {
            throw new WrongSettingsException(List.of(path + ": " + YamlFault.line(e)));
        } catch (IOException e) {
            throw new WrongSettingsException(List.of(path + " cannot be read: without it nothing could be disclosed"));
        }
    }
}
