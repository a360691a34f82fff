package pk.rabta.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Language;
import pk.rabta.delivery.Destinations;
import pk.rabta.mapping.CodeLists;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.partner.Term;
import pk.rabta.query.Json;

/** Writes entries of the catalogue as the contract does, in the caller's language. */
@Component
class ProgrammeView {

    private final Partners partners;
    private final Destinations destinations;
    private final CodeLists codes;
    private final DataScopes scopes;

    ProgrammeView(Partners partners, Destinations destinations, CodeLists codes, DataScopes scopes) {
        this.partners = partners;
        this.destinations = destinations;
        this.codes = codes;
        this.scopes = scopes;
    }

    ObjectNode json(Programme programme, Language language, Instant now) {
        String tongue = language.tag();
        PartnerProfile partner = partners.get(programme.partner());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", programme.id())
                .put("partner", programme.partner()).put("name", programme.name().in(tongue))
                .put("service", programme.service()).put("means", programme.means())
                .put("meaning", meaning(programme, tongue));
        list(json.putArray("needs"), programme.needs());
        list(json.putArray("area"), programme.area());
        json.put("residence", programme.residence()).put("purpose", programme.purpose());
        ObjectNode inForce = json.putObject("inForce").put("from", programme.inForce().from().toString());
        Json.put(inForce, "to", programme.inForce().to() == null ? null : programme.inForce().to().toString());
        rules(json.putArray("preconditions"), programme.preconditions(), tongue);
        rules(json.putArray("exclusions"), programme.exclusions(), tongue);
        ArrayNode conflicts = json.putArray("conflicts");
        programme.conflicts().forEach(conflict -> conflicts.addObject().put("programme", conflict.programme())
                .put("text", conflict.advice().in(tongue)));
        ArrayNode documents = json.putArray("documentsRequired");
        programme.documents().forEach(document -> documents.addObject().put("type", document.type())
                .put("required", document.required()));
        list(json.putArray("requires"), programme.requires());
        list(json.putArray("dataScopes"), scopes.lacking(List.of(), programme.indispensable()));
        ObjectNode clocks = json.putObject("clocks");
        clocks(programme, partner).forEach((name, term) -> clocks.put(name, duration(term)));
        list(json.putArray("discloses"), discloses(programme, partner));
        return json.put("labelWithheld", partner.labelWithheld()).put("available", available(programme, now))
                .put("source", programme.source());
    }

    private String meaning(Programme programme, String tongue) {
        String means = codes.text("means", programme.means(), tongue);
        return programme.description() == null ? means : means + " " + programme.description().in(tongue);
    }

    private boolean available(Programme programme, Instant now) {
        Destinations.State state = destinations.get(programme.partner());
        return !state.paused() && state.circuit(now) != Destinations.Circuit.OPEN;
    }

    private static List<String> discloses(Programme programme, PartnerProfile partner) {
        List<String> needed = programme.fields().isEmpty() ? partner.disclose() : programme.fields();
        // Either may name a field and the other its parent: what both allow is the narrower of the two.
        return Stream.concat(needed.stream().filter(path -> DisclosurePolicy.permits(path, partner.disclose())),
                partner.disclose().stream().filter(path -> DisclosurePolicy.permits(path, needed))).distinct().toList();
    }

    private static Map<String, Term> clocks(Programme programme, PartnerProfile partner) {
        Map<String, Term> clocks = new LinkedHashMap<>();
        clocks.put("acknowledge", partner.clocks().acknowledge());
        clocks.put("respond", partner.clocks().respond());
        clocks.put("expire", partner.clocks().expire());
        put(clocks, "undeliverable", partner.clocks().undeliverable());
        put(clocks, "waiting", partner.clocks().waiting());
        programme.clocks().forEach((name, term) -> clocks.put(name, Term.parse(term)));
        return clocks;
    }

    private static void put(Map<String, Term> clocks, String name, @Nullable Term term) {
        if (term != null) {
            clocks.put(name, term);
        }
    }

    private static String duration(Term term) {
        return switch (term.unit()) {
            case MINUTES -> "PT" + term.amount() + "M";
            case HOURS -> "PT" + term.amount() + "H";
            case DAYS, WORKING_DAYS -> "P" + term.amount() + "D";
        };
    }

    private static void rules(ArrayNode into, List<Programme.Rule> rules, String tongue) {
        rules.forEach(rule -> Json.put(into.addObject().put("code", rule.code()).put("text", rule.text().in(tongue)),
                "fact", rule.fact()));
    }

    private static void list(ArrayNode into, Collection<String> values) {
        values.forEach(into::add);
    }
}
