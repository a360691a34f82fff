package pk.rabta.batch;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import pk.rabta.mapping.Mappings;
import pk.rabta.partner.Partners;

/** The layouts of all partners that exchange files. A wrong one stops the start. */
@Component
class BatchLayouts {

    private final Map<String, BatchLayout> layouts = new TreeMap<>();

    BatchLayouts(Partners partners, Mappings mappings) {
        for (String id : partners.ids()) {
            Map<String, String> options = partners.get(id).options();
            if (options.keySet().stream().anyMatch(key -> key.startsWith("in.") || key.startsWith("out."))) {
                BatchLayout layout = new BatchLayout(id, options);
                layout.check(mappings.ids());
                layouts.put(id, layout);
            }
        }
    }

    BatchLayout of(String partner) {
        BatchLayout layout = layouts.get(partner);
        if (layout == null) {
            throw new IllegalArgumentException("rabta.partners." + partner + ".options names no kind of file below 'in'"
                    + " or 'out'");
        }
        return layout;
    }
}
