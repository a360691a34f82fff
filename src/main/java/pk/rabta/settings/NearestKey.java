package pk.rabta.settings;

import java.util.Collection;
import java.util.Comparator;

/** Which known key somebody may have meant. */
public final class NearestKey {

    private NearestKey() {}

    /** {@code "; did you mean 'label'?"}, or else the keys that there are. */
    public static String hint(String key, Collection<String> known) {
        int most = key.length() < 4 ? 1 : Math.max(2, key.length() / 3);
        return known.stream().filter(other -> distance(key, other) <= most)
                .min(Comparator.comparingInt(other -> distance(key, other)))
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse(known.isEmpty() ? "; there are none here"
                        : "; known here: " + String.join(", ", known.stream().sorted().toList()));
    }

    /** Levenshtein's: how many characters to add, drop or change. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
