package pk.rabta.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import pk.rabta.api.Caller;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.registry.Person;

/** Who may speak for whom, and what proves it. That a guardian is the alleged perpetrator no record can say (ADR 15). */
final class GiverRules {

    private GiverRules() {}

    static void check(JsonNode record, Person person, Caller caller, Instant now, List<Violation> broken) {
        giver(record, broken);
        capacity(record.path("capacity").asText(), person, now, broken);
        proof(record, caller, broken);
    }

    /** What the registry knows for certain goes before what was written down. */
    private static void capacity(String capacity, Person person, Instant now, List<Violation> broken) {
        Instant ofAge = Majority.certain(person);
        if (capacity.equals("MINOR") && ofAge != null && !ofAge.isAfter(now)) {
            broken.add(capacity("The registry's date of birth says that the person is of age: ask them, as ADULT.",
                    "رجسٹری کی تاریخ پیدائش کے مطابق یہ فرد بالغ ہے: خود اسی سے پوچھیں، ADULT لکھیں۔"));
        } else if (capacity.equals("ADULT") && Majority.minor(person, now)) {
            broken.add(capacity("The registry's date of birth says that the person is a child: ask the guardian, as MINOR.",
                    "رجسٹری کی تاریخ پیدائش کے مطابق یہ بچہ ہے: سرپرست سے پوچھیں، MINOR لکھیں۔"));
        }
        if (person.snapshot() != null && person.deceased() != capacity.equals("DECEASED")) {
            broken.add(person.deceased()
                    ? capacity("The registry records that the person has died: only an heir can speak now, as DECEASED.",
                    "رجسٹری کے مطابق اس فرد کا انتقال ہو چکا ہے: اب صرف وارث بات کر سکتا ہے، DECEASED لکھیں۔")
                    : capacity("The registry does not record that the person has died: have it corrected there first.",
                    "رجسٹری میں اس فرد کا انتقال درج نہیں: پہلے وہاں درست کرائیں۔"));
        }
    }

    private static Violation capacity(String en, String ur) {
        return new Violation("/capacity", Text.of(en, ur), "capacity-by-registry");
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
