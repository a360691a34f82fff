package pk.rabta.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Language;
import pk.rabta.mapping.CodeLists;

/** Says what the codes of reasons and rules mean, in the caller's language: the programme's own words first. */
@Component
public class RuleTexts {

    private final CodeLists codes;

    RuleTexts(CodeLists codes) {
        this.codes = codes;
    }

    /** Adds each code once, with its text. */
    public ArrayNode explain(ArrayNode into, Collection<String> reasons, @Nullable Programme programme,
                             Language language) {
        for (String code : new LinkedHashSet<>(reasons)) {
            into.addObject().put("code", code).put("text", text(code, programme, language));
        }
        return into;
    }

    private String text(String code, @Nullable Programme programme, Language language) {
        if (programme != null) {
            for (Programme.Rule rule : programme.preconditions()) {
                if (rule.code().equals(code)) {
                    return rule.text().in(language.tag());
                }
            }
        }
        // A code that has left the list since still says something by its name.
        return codes.codes("reason").containsKey(code) ? codes.text("reason", code, language.tag()) : code;
    }
}
