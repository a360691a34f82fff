package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import pk.rabta.api.Caller;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.query.Times;
import pk.rabta.registry.Person;

/** Who may speak for whom, and what proves it. That a guardian is the alleged perpetrator no record can say (ADR 15). */
final class GiverRules {

    /** Code of what only the registry's record contradicts. */
    static final String BY_REGISTRY = "capacity-by-registry";

    private GiverRules() {}

    static void check(JsonNode record, Caller caller, List<Violation> broken) {
        giver(record, broken);
        proof(record, caller, broken);
    }

    /**
     * What the registry knows for certain goes before what was written down. Asked last, of a record in which nothing else is
     * wrong, and answered without saying what it knows: a record that names anybody must not tell who is a child or dead.
     */
    static void byRegistry(JsonNode record, Person person, Instant now, List<Violation> broken) {
        String capacity = record.path("capacity").asText();
        Instant from = record.hasNonNull("validFrom") ? Times.read(record.get("validFrom").asText(), "/validFrom") : now;
        Instant ofAge = capacity.equals("MINOR") ? Majority.certain(person) : null;
        if (ofAge != null && !ofAge.isAfter(now) || person.deceased() && !capacity.equals("DECEASED")
                || Capacity.contradicted(capacity, person, from.isBefore(now) ? from : now)) {
            broken.add(new Violation("/capacity", Text.of("The registry's record of the person does not fit this capacity. "
                    + "Check with their identity document and the family whether the person is of age and alive, and write what "
                    + "holds; what is wrong in the registry is corrected there first.",
                    "رجسٹری کا ریکارڈ اس حیثیت سے میل نہیں کھاتا۔ شناختی دستاویز اور خاندان سے دیکھیں کہ فرد بالغ اور زندہ ہے یا "
                    + "نہیں، اور جو درست ہو وہ لکھیں؛ رجسٹری کی غلطی پہلے وہاں درست کرائیں۔"), BY_REGISTRY));
        }
    }

    private static void giver(JsonNode record, List<Violation> broken) {
        String giver = record.path("givenBy").asText();
        boolean vital = "VITAL_INTEREST".equals(record.path("basis").asText());
        Violation wrong = switch (record.path("capacity").asText()) {
            case "MINOR", "INCAPACITATED" -> giver.equals("GUARDIAN") || vital && giver.equals("CASEWORKER_ATTESTED")
                    ? null : given("A child or a person who is not able to cannot consent, nor can an officer for them: ask "
                    + "the guardian, and write GUARDIAN. Only VITAL_INTEREST may be CASEWORKER_ATTESTED.",
                    "بچہ یا نااہل فرد رضامندی نہیں دے سکتا، نہ افسر اس کی طرف سے: سرپرست سے پوچھیں اور GUARDIAN لکھیں۔ صرف "
                    + "VITAL_INTEREST میں CASEWORKER_ATTESTED ہو سکتا ہے۔");
            case "DECEASED" -> giver.equals("HEIR") ? null : given(
                    "For a person who has died only an heir can speak: ask one, and write HEIR.",
                    "متوفی کی طرف سے صرف وارث بات کر سکتا ہے: اس سے پوچھیں اور HEIR لکھیں۔");
            default -> giver.equals("SELF") || giver.equals("CASEWORKER_ATTESTED") ? null : given(
                    "An adult who is able to decides alone: ask the person, and write SELF.",
                    "بالغ اور اہل فرد خود فیصلہ کرتا ہے: اسی سے پوچھیں اور SELF لکھیں۔");
        };
        if (wrong != null) {
            broken.add(wrong);
        }
        if ((giver.equals("GUARDIAN") || giver.equals("HEIR")) && record.path("relationship").asText("").isBlank()) {
            broken.add(new Violation("/relationship", Text.of("Say what the guardian or heir is to the person, such as mother.",
                    "لکھیں کہ سرپرست یا وارث کا اس فرد سے کیا رشتہ ہے، جیسے والدہ۔"), "relationship-required"));
        }
        if (vital && "DECEASED".equals(record.path("capacity").asText())) {
            broken.add(new Violation("/basis", Text.of("Nobody's life hangs on it any more: use another basis.",
                    "اب کسی کی جان کا سوال نہیں: کوئی اور بنیاد لکھیں۔"), "basis-does-not-fit"));
        }
    }

    private static Violation given(String en, String ur) {
        return new Violation("/givenBy", Text.of(en, ur), "capacity");
    }

    /** A word needs somebody who heard it, a recording its hash. */
    private static void proof(JsonNode record, Caller caller, List<Violation> broken) {
        String method = record.path("method").asText();
        boolean attested = "CONSENT".equals(record.path("basis").asText())
                && "CASEWORKER_ATTESTED".equals(record.path("givenBy").asText());
        String witness = record.path("witness").asText("");
        if ((attested || method.equals("VERBAL_WITNESSED")) && witness.isEmpty()) {
            broken.add(witness("Name the witness: nothing else proves what was said.",
                    "گواہ کا نام دیں: زبانی بات کا اور کوئی ثبوت نہیں۔"));
        } else if (attested && witness.equals(caller.vso())) {
            broken.add(witness("The witness must be another than the officer who attests.",
                    "گواہ تصدیق کرنے والے افسر کے علاوہ کوئی اور ہو۔"));
        }
        if (method.equals("RECORDED") && !record.hasNonNull("evidence")) {
            broken.add(new Violation("/evidence", Text.of("Say where the recording is, and give its SHA-256.",
                    "لکھیں کہ ریکارڈنگ کہاں ہے، اور اس کا SHA-256 دیں۔"), "evidence-required"));
        }
    }

    private static Violation witness(String en, String ur) {
        return new Violation("/witness", Text.of(en, ur), "witness-required");
    }
}
