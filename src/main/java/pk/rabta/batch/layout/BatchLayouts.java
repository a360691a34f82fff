package pk.rabta.batch.layout;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import pk.rabta.mapping.Mappings;
import pk.rabta.partner.Partners;

/** The layouts of all partners that exchange files. A wrong one stops the start. */
@Component
public class BatchLayouts {

    private final Map<String, BatchLayout> layouts = new TreeMap<>();
    private final Set<String> lists = new TreeSet<>();

    BatchLayouts(Partners partners, Mappings mappings) {
        for (String id : partners.ids()) {
            Map<String, String> options = partners.get(id).options();
            if (options.keySet().stream().anyMatch(key -> key.startsWith("in.") || key.startsWith("out."))) {
                BatchLayout layout = new BatchLayout(id, options);
                layout.check(mappings.ids());
                layouts.put(id, layout);
                if (options.keySet().stream().anyMatch(key -> key.startsWith("out."))) {
                    lists.add(id);
                }
            }
        }
    }

    /** The partners that lists are made for. */
    public List<String> withLists() {
        return List.copyOf(lists);
    }

    public BatchLayout of(String partner) {
        BatchLayout layout = layouts.get(partner);
        if (layout == null) {
            throw new IllegalArgumentException("rabta.partners." + partner + ".options names no kind of file below 'in'"
                    + " or 'out'");
        }
        return layout;
    }
}
