package pk.rabta.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.api.contract.SchemaCheck;
import pk.rabta.mapping.CodeLists;
import pk.rabta.mapping.Schemas;
import pk.rabta.partner.Partners;

/** The programmes' own questions, which a referral answers in its {@code details}: compiled once, at the start. */
@Component
public class ProgrammeQuestions {

    private static final String DETAILS = "details.";
    private static final String CONTRACT = "details";
    private static final String CODE_OF = "code-";

    private final CodeLists codes;
    private final Partners partners;
    private final DataScopes scopes;
    private final Map<String, JsonNode> schemas;
    private final SchemaCheck check;

    ProgrammeQuestions(Schemas schemas, CodeLists codes, Partners partners, DataScopes scopes) {
        this.codes = codes;
        this.partners = partners;
        this.scopes = scopes;
        this.schemas = schemas.members(CONTRACT);
        this.check = new SchemaCheck(schemas.contract(CONTRACT));
    }

    /** Everything wrong with answers, whichever programme asked; pointers start with the prefix, texts hold no values. */
    public List<Violation> violations(JsonNode details, String prefix) {
        return details.isMissingNode() ? List.of() : check.check(details, prefix);
    }

    /** Codes among the answers for which the programme's partner has no word: no message could hold them. */
    public List<Violation> notTaken(Programme programme, JsonNode details, String prefix) {
        List<Violation> found = new ArrayList<>();
        disclosed(programme).forEach(name -> notTaken(schemas.get(name), details.path(name), prefix + "/" + name,
                programme, found));
        return found;
    }

    /** What the programme's partner may learn from answers, and what each needs: for tools that build a form of it. */
    ArrayNode asked(Programme programme) {
        ArrayNode asked = JsonNodeFactory.instance.arrayNode();
        for (String name : disclosed(programme)) {
            String path = DETAILS + name;
            ObjectNode question = asked.addObject().put("path", path).put("required", programme.requires().stream()
                    .anyMatch(it -> (it + ".").startsWith(path + ".")));
            scopes.lacking(List.of(), List.of(path)).forEach(question.putArray("dataScopes")::add);
            question.set("schema", schemas.get(name));
        }
        return asked;
    }

    /** The questions whose answers, or a part of them, the programme's partner may get. */
    private List<String> disclosed(Programme programme) {
        return schemas.keySet().stream().filter(name -> partners.get(programme.partner()).disclose().stream()
                .anyMatch(path -> (path + ".").startsWith(DETAILS + name + "."))
                && (programme.fields().isEmpty() || programme.fields().stream()
                .anyMatch(path -> (path + ".").startsWith(DETAILS + name + ".")))).toList();
    }

    private void notTaken(JsonNode schema, JsonNode answer, String pointer, Programme programme, List<Violation> found) {
        String format = schema.path("format").asText();
        if (answer.isTextual() && format.startsWith(CODE_OF)) {
            String list = format.substring(CODE_OF.length());
            if (codes.canonical(list, answer.asText()).isPresent()
                    && !codes.takes(programme.partner(), list, answer.asText())) {
                found.add(new Violation(pointer, Text.of("The partner of " + programme.id() + " has no word for this "
                        + "code of the list " + list + ": choose another, or leave the programme out.",
                        "پروگرام " + programme.id() + " کے ادارے کے پاس فہرست " + list
                        + " کے اس کوڈ کا متبادل نہیں: دوسرا چنیں یا پروگرام شامل نہ کریں۔"), "code-not-taken"));
            }
        }
        schema.path("properties").properties().forEach(member -> {
            if (answer.has(member.getKey())) {
                notTaken(member.getValue(), answer.get(member.getKey()), pointer + "/" + member.getKey(), programme,
                        found);
            }
        });
        for (int i = 0; answer.isArray() && i < answer.size(); i++) {
            notTaken(schema.path("items"), answer.get(i), pointer + "/" + i, programme, found);
        }
    }
}
