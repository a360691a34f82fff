package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Text;
import pk.rabta.catalogue.Conditions;
import pk.rabta.catalogue.Programme;
import pk.rabta.registry.Person;

/** Holds a programme's rules against a person: what must wait, and what to advise before anything is sent. */
@Component
class RuleCheck {

    static final Plan.Advice REGISTRY_AWAY = new Plan.Advice("technical.registry-down", Text.of(
            "The registry of victims does not answer; the referral goes out when it does.",
            "متاثرین کا رجسٹر جواب نہیں دے رہا؛ جواب ملتے ہی ریفرل بھیج دیا جائے گا۔"));

    private final Conditions conditions;
    private final ObjectMapper json;

    RuleCheck(Conditions conditions, ObjectMapper json) {
        this.conditions = conditions;
        this.json = json;
    }

    record Found(List<Plan.Advice> waitingFor, List<Plan.Advice> advice, List<Plan.Advice> exclusions,
                 List<Plan.Advice> conflicts) {}

    /**
     * @param documents the types of those attached
     * @param open      programmes with an open referral that the caller may know of
     */
    Found check(Programme programme, @Nullable Person person, JsonNode details, Collection<String> documents,
                List<String> others, Set<String> open) {
        ObjectNode facts = json.createObjectNode();
        if (person != null && person.snapshot() != null) {
            facts.setAll(person.snapshot());
        }
        if (details.isObject()) {
            facts.set("details", details);
        }
        List<Plan.Advice> waiting = new ArrayList<>();
        if (person == null) {
            waiting.add(REGISTRY_AWAY);
        } else {
            programme.preconditions().stream().filter(rule -> !conditions.holds(String.valueOf(rule.met()), facts))
                    .forEach(rule -> waiting.add(advice(rule.code(), rule.text())));
        }
        missingDocuments(programme, documents, waiting);
        List<Plan.Advice> exclusions = person == null ? List.of() : programme.exclusions().stream()
                .filter(rule -> conditions.holds(String.valueOf(rule.when()), facts))
                .map(rule -> advice(rule.code(), rule.text())).toList();
        List<Plan.Advice> conflicts = programme.conflicts().stream()
                .filter(c -> others.contains(c.programme()) || open.contains(c.programme()))
                .map(c -> advice(c.programme(), c.advice())).toList();
        List<Plan.Advice> all = new ArrayList<>(exclusions);
        conflicts.forEach(c -> all.add(new Plan.Advice("eligibility.other-programme", c.text())));
        return new Found(waiting, all, exclusions, conflicts);
    }

    private static void missingDocuments(Programme programme, Collection<String> present, List<Plan.Advice> waiting) {
        programme.documents().stream().filter(d -> d.beforeSending() && !present.contains(d.type()))
                .forEach(d -> waiting.add(new Plan.Advice("document.missing", Text.of(
                        "Attach a document of type " + d.type() + ": the programme takes no application without it.",
                        "دستاویز منسلک کریں (" + d.type() + "): اس کے بغیر درخواست نہیں لی جاتی۔"))));
    }

    private static Plan.Advice advice(String code, pk.rabta.partner.Text text) {
        return new Plan.Advice(code, Text.of(text.en(), text.ur()));
    }
}
