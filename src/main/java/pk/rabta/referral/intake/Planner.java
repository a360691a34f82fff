package pk.rabta.referral.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.registry.Person;
import pk.rabta.time.Pakistan;

/** Decides which referrals a submission becomes. Pure but for the catalogue: what it says is what a dry run answers. */
@Component
class Planner {

    /** The caller may not read it, so it is not named. */
    private static final Text ELSEWHERE = Text.of("An open referral to this programme exists with another office or "
            + "tool. Ask the person who referred them, or the hub's operator.",
            "اس پروگرام میں ریفرل کسی اور دفتر یا ٹول کے پاس کھلا ہے۔ فرد سے یا نظام کے منتظم سے پوچھیں۔");

    private final Catalogue catalogue;
    private final BasisCheck basis;
    private final RuleCheck rules;
    private final Answers answers;
    private final Papers papers;
    private final FlagCheck flags;
    private final Mediation mediation;
    private final ObjectMapper json;

    Planner(Catalogue catalogue, BasisCheck basis, RuleCheck rules, Answers answers, Papers papers, FlagCheck flags,
            Mediation mediation, ObjectMapper json) {
        this.catalogue = catalogue;
        this.basis = basis;
        this.rules = rules;
        this.answers = answers;
        this.papers = papers;
        this.flags = flags;
        this.mediation = mediation;
        this.json = json;
    }

    Plan plan(Submission submission) {
        Consent consent = BasisCheck.of(submission);
        Person person = submission.person();
        // Of a protected witness the registry's word is not needed: nothing of it leaves, and nothing is matched.
        boolean known = person != null && (person.hidden() || person.usable(submission.at()));
        boolean needsOnly = !submission.body().has("programmes");
        if (needsOnly && person != null && person.hidden()) {
            // Where they live is not kept, so nothing would match and the reason would be a wrong one.
            flags.check(person, List.of(), true);
        }
        List<Wish> wishes = needsOnly ? matched(submission, consent, known) : chosen(submission);
        mediation.check(submission, wishes);
        // The basis before all that the hub knows of the person: a refusal must not tell what somebody without one may not ask.
        List<Plan.Advice> common = new ArrayList<>(basis.hours(submission, consent));
        common.addAll(basis.cover(wishes, consent, submission, needsOnly));
        alive(person, wishes);
        flags.check(person, wishes, needsOnly);
        duplicates(submission, wishes, needsOnly);
        common.addAll(answers.complete(submission, wishes, needsOnly));
        papers.check(submission, wishes);
        if (needsOnly && !known) {
            return new Plan(true, List.of());
        }
        List<Plan.Entry> entries = new ArrayList<>();
        Set<String> open = open(submission, consent);
        for (Wish wish : wishes) {
            entries.add(entry(submission, wish, known ? person : null, wishes, open, common));
        }
        entries.sort(Comparator.comparingInt(Plan.Entry::priority).reversed());
        return new Plan(false, entries);
    }

    private List<Wish> chosen(Submission submission) {
        List<Wish> wishes = new ArrayList<>();
        List<Violation> unknown = new ArrayList<>();
        JsonNode choices = submission.body().get("programmes");
        LocalDate today = Pakistan.day(submission.at());
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.get(i);
            String pointer = "/programmes/" + i;
            Programme programme = catalogue.find(choice.path("id").asText())
                    .filter(p -> p.inForce().covers(today)).orElse(null);
            if (programme == null || wishes.stream().anyMatch(w -> w.programme() == programme)) {
                unknown.add(new Violation(pointer + "/id", Text.of(
                        "No programme in force has this id, or it stands here twice: see GET /v1/programmes.",
                        "اس شناخت کا کوئی جاری پروگرام نہیں، یا دو بار لکھا ہے: GET /v1/programmes دیکھیں۔"),
                        "unknown-programme"));
                continue;
            }
            wishes.add(new Wish(programme, need(submission, choice, programme), choice, pointer));
        }
        if (!unknown.isEmpty()) {
            throw ProblemType.UNKNOWN_REFERENCE.detail("Some programmes do not exist.", "کچھ پروگرام موجود نہیں۔")
                    .violations(unknown).exception();
        }
        return wishes;
    }

    private static @Nullable JsonNode need(Submission submission, JsonNode choice, Programme programme) {
        for (JsonNode need : submission.body().path("needs")) {
            String code = need.path("code").asText();
            if (choice.path("need").asText("").equals(code) || !choice.has("need") && programme.needs().contains(code)) {
                return need;
            }
        }
        return null;
    }

    /** While the registry is away, wherever the person may live: what fits nowhere is refused without it. */
    private List<Wish> matched(Submission submission, Consent consent, boolean known) {
        Person person = submission.person();
        LocalDate today = Pakistan.day(submission.at());
        List<Wish> wishes = new ArrayList<>();
        for (JsonNode need : submission.body().path("needs")) {
            String code = need.path("code").asText();
            for (Programme programme : known && person != null
                    ? catalogue.serving(code, person.province(), person.district(), today)
                    : catalogue.serving(code, today)) {
                boolean covered = consent.refusal(programme.partner(), programme.purpose(), person,
                        submission.at()) == null;
                if (covered && wishes.stream().noneMatch(w -> w.programme() == programme)) {
                    wishes.add(new Wish(programme, need, json.createObjectNode(), "/needs"));
                }
            }
        }
        if (wishes.isEmpty()) {
            if (consent.ended(person, submission.at()) != null) {
                throw BasisCheck.missing(List.of());
            }
            throw ProblemType.NO_PROGRAMME_FITS.because(
                    "No programme in the catalogue serves these needs where the person lives under this consent.",
                    "اس رضامندی کے تحت فرد کے علاقے میں ان ضروریات کے لیے کوئی پروگرام نہیں۔");
        }
        return wishes;
    }

    /** The family is referred in its own names: no programme here is for somebody who has died (ADR 60). */
    private static void alive(@Nullable Person person, List<Wish> wishes) {
        if (person != null && person.deceased()) {
            throw ProblemType.RULE_VIOLATED.detail("The registry records that this person has died. Nothing was queued.",
                    "رجسٹری کے مطابق اس فرد کا انتقال ہو چکا ہے۔ کچھ قطار میں نہیں ڈالا گیا۔")
                    .violations(wishes.stream().map(Wish::pointer).distinct().map(pointer -> new Violation(pointer, Text.of(
                            "Refer the members of the family, each in their own name; a wrong record is corrected there.",
                            "خاندان کے افراد کو ان کے اپنے نام سے ریفر کریں؛ غلط اندراج رجسٹری میں درست ہوتا ہے۔"),
                            "person.deceased")).toList()).exception();
        }
    }

    private static void duplicates(Submission submission, List<Wish> wishes, boolean drop) {
        List<Violation> taken = new ArrayList<>();
        for (Wish wish : wishes) {
            String id = submission.open().get(wish.programme().id());
            if (id != null) {
                taken.add(new Violation(wish.pointer(), id.isEmpty() ? ELSEWHERE : Text.of(
                        "An open referral to this programme exists: " + id,
                        "اس پروگرام میں ریفرل پہلے سے کھلا ہے: " + id), "open-referral"));
            }
        }
        if (!taken.isEmpty() && !(drop && wishes.removeIf(w -> submission.open().containsKey(w.programme().id()))
                && !wishes.isEmpty())) {
            throw ProblemType.DUPLICATE_REFERRAL.detail(
                    "Follow the open referral, or leave this programme out.",
                    "کھلے ریفرل کو دیکھیں، یا یہ پروگرام شامل نہ کریں۔").violations(taken).exception();
        }
    }

    /** Programmes with an open referral, as far as the caller may know: their own, and what the basis covers. */
    private Set<String> open(Submission submission, Consent consent) {
        return submission.open().entrySet().stream().filter(open -> !open.getValue().isEmpty()
                || catalogue.find(open.getKey()).filter(programme -> consent.refusal(programme.partner(),
                        programme.purpose(), submission.person(), submission.at()) == null).isPresent())
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private Plan.Entry entry(Submission submission, Wish wish, @Nullable Person person, List<Wish> all, Set<String> open,
                             List<Plan.Advice> common) {
        JsonNode body = submission.body();
        String phase = first("MID_TERM", wish.need(), body, "phase");
        String urgency = first("ROUTINE", wish.need(), body, "urgency");
        ObjectNode content = json.createObjectNode();
        if (body.has("contact")) {
            content.set("contact", body.get("contact"));
        }
        JsonNode details = wish.details(submission);
        if (details.isObject()) {
            content.set("details", details);
        }
        List<String> others = all.stream().map(w -> w.programme().id()).toList();
        JsonNode documents = papers.of(submission, wish);
        RuleCheck.Found found = rules.check(wish.programme(), person, details, submission.types(documents), others,
                open);
        String need = wish.need() == null ? null : wish.need().path("code").asText();
        List<Plan.Advice> advice = new ArrayList<>(found.advice());
        advice.addAll(papers.left(submission, wish));
        advice.addAll(common);
        return new Plan.Entry(wish.programme(), need, phase, urgency, Priorities.of(urgency, phase),
                found.waitingFor(), advice, found.exclusions(), found.conflicts(), documents, content,
                wish.choice().hasNonNull("replaces") ? wish.choice().get("replaces").asText() : null);
    }

    private static String first(String otherwise, @Nullable JsonNode need, JsonNode body, String name) {
        if (need != null && need.hasNonNull(name)) {
            return need.get(name).asText();
        }
        return body.path(name).asText(otherwise);
    }
}
