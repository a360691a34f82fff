package pk.rabta.mapping;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A partner's codes for one canonical list, both ways; each way is unambiguous. */
record CodeTable(String file, String list, Map<String, String> out, Map<String, String> in) {

    /** Which way a row may be read. */
    enum Use {
        BOTH,
        OUT,
        IN
    }

    static CodeTable empty(String file, String list) {
        return new CodeTable(file, list, new HashMap<>(), new HashMap<>());
    }

    /** Adds a row; gives what is wrong with it, or null. */
    @Nullable
    String add(String canonical, String partner, Use use) {
        if (use != Use.IN && out.putIfAbsent(canonical, partner) != null) {
            return "the canonical code has two partner codes: mark all rows but one with 'in' in a column 'use'";
        }
        if (use != Use.OUT && in.putIfAbsent(partner, canonical) != null) {
            return "the partner's code stands for two canonical codes: mark all rows but one with 'out' in a column"
                    + " 'use'";
        }
        return null;
    }
}
