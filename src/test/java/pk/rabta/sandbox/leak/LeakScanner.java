package pk.rabta.sandbox.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds many texts, in all their forms, in one pass over bytes. Not for several threads at once. */
final class LeakScanner {

    /** Bytes by which a place is first told to be worth a closer look; shorter forms are not looked for. */
    private static final int WINDOW = 5;
    private static final long MASK = (1L << 8 * WINDOW) - 1;
    private static final int FILTER_BITS = 22;

    private record Needle(byte[] bytes, String value, String form) {}

    private final Map<Long, List<Needle>> needles = new HashMap<>();
    private final long[] filter = new long[1 << FILTER_BITS - 6];
    private final Set<String> known = new HashSet<>();

    /** Looks from now on for this value, however it is written. */
    void add(String value) {
        if (known.add(value)) {
            Forms.written(value).forEach(text -> Forms.all(text).forEach((form, bytes) -> add(value, form, bytes)));
        }
    }

    /** Looks from now on for this word where it can be read, not within what is encoded: it is too short for that. */
    void addWord(String word) {
        if (known.add(word)) {
            String capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            Set<String> written = new HashSet<>(Forms.written(word));
            written.add(capital);
            written.forEach(text -> Forms.escaped(text).forEach((form, bytes) -> add(word, form, bytes)));
        }
    }

    private void add(String value, String form, byte[] bytes) {
        if (bytes.length >= WINDOW) {
            long window = 0;
            for (int i = 0; i < WINDOW; i++) {
                window = window << 8 | bytes[i] & 0xFF;
            }
            needles.computeIfAbsent(window, any -> new ArrayList<>(1)).add(new Needle(bytes, value, form));
            int bit = bit(window);
            filter[bit >>> 6] |= 1L << bit;
        }
    }

    /** Tells each value found, with its form. */
    void scan(byte[] data, BiConsumer<String, String> found) {
        long window = 0;
        for (int i = 0; i < data.length; i++) {
            window = (window << 8 | data[i] & 0xFF) & MASK;
            int bit = bit(window);
            if ((filter[bit >>> 6] & 1L << bit) != 0 && i >= WINDOW - 1) {
                closer(data, i - WINDOW + 1, window, found);
            }
        }
    }

    private void closer(byte[] data, int start, long window, BiConsumer<String, String> found) {
        for (Needle needle : needles.getOrDefault(window, List.of())) {
            int end = start + needle.bytes.length;
            if (end <= data.length && Arrays.equals(data, start, end, needle.bytes, 0, needle.bytes.length)) {
                found.accept(needle.value, needle.form);
            }
        }
    }

    private static int bit(long window) {
        return (int) (window * 0x9E3779B97F4A7C15L >>> 64 - FILTER_BITS);
    }
}
