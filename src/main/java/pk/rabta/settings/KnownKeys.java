package pk.rabta.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The dotted keys that records of settings know, so that one which nobody reads can be told. */
public final class KnownKeys {

    private static final String ANY = "*";

    private final Map<String, KnownKeys> below = new TreeMap<>();

    /** Adds a key; {@code *} stands for any one name. */
    public KnownKeys add(String key) {
        KnownKeys node = this;
        for (String name : key.split("\\.")) {
            node = node.below.computeIfAbsent(name, n -> new KnownKeys());
        }
        return this;
    }

    /**
     * Adds the components of a record below a prefix, which may be empty.
     *
     * @param values records that are written as one value, such as a rate
     */
    public KnownKeys add(String prefix, Class<?> settings, Set<Class<?>> values) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = DataObjectPropertyName.toDashedForm(component.getName());
            add(prefix.isEmpty() ? name : prefix + '.' + name, component.getGenericType(), values);
        }
        return this;
    }

    private void add(String key, Type type, Set<Class<?>> values) {
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            add(key + '.' + ANY, map.getActualTypeArguments()[1], values);
        } else if (type instanceof Class<?> settings && settings.isRecord() && !values.contains(settings)) {
            add(key, settings, values);
        } else {
            add(key);
        }
    }

    /** What is wrong with a key: nothing if it is known, or else its first unknown part and a hint. */
    public Optional<String> unknown(String key) {
        KnownKeys node = this;
        StringBuilder path = new StringBuilder();
        for (String part : key.replaceAll("\\[\\d+]", "").split("\\.")) {
            String name = part.replace("[", "").replace("]", "");
            path.append(path.isEmpty() ? "" : ".").append(name);
            KnownKeys next = node.next(name);
            if (next == null) {
                return Optional.of("unknown key '" + path + "'" + NearestKey.hint(name, node.below.keySet()));
            }
            node = next;
        }
        return Optional.empty();
    }

    private @Nullable KnownKeys next(String name) {
        KnownKeys exact = below.get(DataObjectPropertyName.toDashedForm(name));
        return exact != null ? exact : below.get(ANY);
    }
}
