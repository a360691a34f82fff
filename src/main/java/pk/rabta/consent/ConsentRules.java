package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.partner.Partners;
import pk.rabta.query.Times;
import pk.rabta.registry.Person;

/** What must hold of a basis before it is recorded; everything that is wrong is said at once. */
@Component
class ConsentRules {

    private final Partners partners;
    private final Catalogue catalogue;
    private final ReviewDates reviews;

    ConsentRules(Partners partners, Catalogue catalogue, ReviewDates reviews) {
        this.partners = partners;
        this.catalogue = catalogue;
        this.reviews = reviews;
    }

    /** Refuses, with 422, a record that names what does not exist or lacks what its basis asks for. */
    void check(JsonNode record, Person person, Caller caller, Instant now) {
        List<Violation> unknown = new ArrayList<>();
        listed(record.path("recipients"), "/recipients/", new TreeSet<>(partners.ids()), unknown,
                Text.of("No partner has this id; the partners are: ", "اس شناخت کا کوئی ادارہ نہیں؛ ادارے یہ ہیں: "),
                "unknown-partner");
        listed(record.path("purposes"), "/purposes/", purposes(), unknown,
                Text.of("No programme has this purpose; the purposes are: ",
                        "کسی پروگرام کا یہ مقصد نہیں؛ مقاصد یہ ہیں: "),
                "unknown-purpose");
        List<Violation> broken = new ArrayList<>();
        basis(record, caller, broken);
        GiverRules.check(record, caller, broken);
        period(record, now, broken);
        reviews.check(record, record.path("basis").asText(), caller.province(), now, broken);
        if (unknown.isEmpty() && broken.isEmpty()) {
            GiverRules.byRegistry(record, person, now, broken);
        }
        if (unknown.isEmpty() && broken.isEmpty()) {
            return;
        }
        ProblemType type = unknown.isEmpty() ? ProblemType.RULE_VIOLATED : ProblemType.UNKNOWN_REFERENCE;
        unknown.addAll(broken);
        throw type.detail("The basis cannot be recorded so. Nothing was stored.",
                "یہ بنیاد اس طرح درج نہیں ہو سکتی۔ کچھ محفوظ نہیں ہوا۔").violations(unknown).exception();
    }

    private static void basis(JsonNode record, Caller caller, List<Violation> broken) {
        boolean consent = "CONSENT".equals(record.path("basis").asText());
        String approvedBy = record.path("approvedBy").asText("");
        if (!consent && approvedBy.isEmpty()) {
            broken.add(new Violation("/approvedBy", Text.of(
                    "A basis other than CONSENT needs a second person who approved it.",
                    "CONSENT کے سوا ہر بنیاد کے لیے دوسرے فرد کی منظوری لازمی ہے۔"), "approval-required"));
        } else if (!consent && caller.vso() == null) {
            broken.add(new Violation("/approvedBy", Text.of("The access token names no officer, so nobody can tell that the "
                    + "second person is another: record it with the officer's own token.",
                    "ٹوکن میں افسر کا نام نہیں، اس لیے دوسرا فرد ثابت نہیں ہوتا: افسر کے اپنے ٹوکن سے درج کریں۔"),
                    "officer-required"));
        } else if (!consent && approvedBy.equalsIgnoreCase(caller.vso())) {
            broken.add(new Violation("/approvedBy", Text.of("The second person must be another than the officer.",
                    "منظوری دینے والا افسر کے علاوہ کوئی اور ہو۔"), "approval-by-another"));
        }
    }

    private static void period(JsonNode record, Instant now, List<Violation> broken) {
        Instant from = record.hasNonNull("validFrom")
                ? Times.read(record.get("validFrom").asText(), "/validFrom") : now;
        if (record.hasNonNull("validTo")) {
            Instant to = Times.read(record.get("validTo").asText(), "/validTo");
            if (!to.isAfter(from) || !to.isAfter(now)) {
                broken.add(new Violation("/validTo", Text.of("Must be in the future and after validFrom.",
                        "مستقبل میں اور validFrom کے بعد ہونا چاہیے۔"), "period"));
            }
        }
    }

    private static void listed(JsonNode values, String pointer, Set<String> known, List<Violation> unknown, Text text,
                               String code) {
        String all = String.join(", ", known);
        for (int i = 0; i < values.size(); i++) {
            if (!known.contains(values.get(i).asText())) {
                unknown.add(new Violation(pointer + i, Text.of(text.en() + all, text.ur() + all), code));
            }
        }
    }

    private Set<String> purposes() {
        return catalogue.all().stream().map(Programme::purpose).collect(Collectors.toCollection(TreeSet::new));
    }
}
