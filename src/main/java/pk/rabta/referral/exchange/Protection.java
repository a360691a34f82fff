package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import pk.rabta.catalogue.ProtectionRules;
import pk.rabta.partner.DisclosurePolicy;

/** Takes out of a canonical referral what a person's protection flags hold back. It only ever takes away. */
final class Protection {

    private Protection() {}

    /** A narrower copy, or the document itself where no flag says anything. */
    static ObjectNode narrow(ObjectNode document, ProtectionRules rules, Collection<String> flags) {
        if (flags.isEmpty()) {
            return document;
        }
        ObjectNode narrowed = document.deepCopy();
        rules.withheld(flags).forEach(path -> DisclosurePolicy.remove(narrowed, path));
        rules.shortened(flags).forEach(path -> shorten(narrowed, path));
        rules.restrictions(flags).stream().filter(member -> narrowed.has("contact"))
                .forEach(member -> narrowed.withObject("/contact").put(member, true));
        return narrowed;
    }

    /** The first word of each spelling of a name; what is a title and no name is an officer's to give. */
    private static void shorten(ObjectNode document, String path) {
        if (document.at('/' + path.replace('.', '/')) instanceof ObjectNode name) {
            name.properties().forEach(spelling -> spelling.setValue(
                    TextNode.valueOf(spelling.getValue().asText().strip().split("\\s+", 2)[0])));
        }
    }
}
