package pk.rabta.protection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pk.rabta.settings.WrongSettingsException;

/** The master keys that a node has: the current one first, then those that only open. */
final class KeyRing {

    private final Map<String, MasterKey> keys = new LinkedHashMap<>();

    private KeyRing(Collection<MasterKey> all) {
        all.forEach(key -> keys.put(key.id(), key));
    }

    /**
     * Reads the text of a key file: a line {@code current <key>}, any number of lines {@code other <key>}, and remarks
     * after {@code #}; or nothing but the one key.
     *
     * @param where what to name in a refusal
     * @throws WrongSettingsException with the number of each wrong line
     */
    static KeyRing of(String text, String where) {
        List<String> wrong = new ArrayList<>();
        List<MasterKey> current = new ArrayList<>();
        List<MasterKey> others = new ArrayList<>();
        int number = 0;
        List<String> lines = text.lines().map(line -> line.replaceFirst("#.*", "").strip()).toList();
        boolean sole = lines.stream().filter(line -> !line.isEmpty()).count() == 1;
        for (String line : lines) {
            number++;
            String[] words = line.split("\\s+");
            if (line.isEmpty()) {
                continue;
            }
            try {
                if (sole && words.length == 1) {
                    current.add(MasterKey.of(line, where + ", line " + number));
                } else if (words.length == 2 && words[0].equals("current")) {
                    current.add(MasterKey.of(words[1], where + ", line " + number));
                } else if (words.length == 2 && words[0].equals("other")) {
                    others.add(MasterKey.of(words[1], where + ", line " + number));
                } else {
                    wrong.add(where + ", line " + number + " must be 'current KEY' or 'other KEY'.");
                }
            } catch (WrongSettingsException e) {
                wrong.addAll(e.lines());
            }
        }
        if (wrong.isEmpty() && current.size() != 1) {
            wrong.add(where + " has " + current.size() + " lines 'current KEY': it must have one.");
        }
        WrongSettingsException.throwIfAny(wrong);
        return of(current.getFirst(), others);
    }

    static KeyRing of(MasterKey current, Collection<MasterKey> others) {
        List<MasterKey> all = new ArrayList<>(List.of(current));
        all.addAll(others);
        return new KeyRing(all);
    }

    /** The same with another key that only opens. */
    KeyRing with(MasterKey other) {
        List<MasterKey> all = new ArrayList<>(keys.values());
        all.add(other);
        return new KeyRing(all);
    }

    /** All keys; the current one is the first. */
    Collection<MasterKey> all() {
        return keys.values();
    }

    Set<String> ids() {
        return keys.keySet();
    }

    @Nullable MasterKey find(String id) {
        return keys.get(id);
    }
}
