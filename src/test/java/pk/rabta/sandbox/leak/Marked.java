package pk.rabta.sandbox.leak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the flows say of a person, and what must be found nowhere: the registry's words, the officer's, the partners'. */
final class Marked {

    static final String PHONE = "+923009870431";
    static final String PATIENT = "Nishan Mariz Gulbano";
    static final String PATIENT_URDU = "نشان مریض گلبانو";
    static final String PATIENT_CNIC = "9999988004226";
    static final String PUPIL = "Nishan Pupil Sitara";
    static final String PUPIL_URDU = "نشان طالبہ ستارہ";
    static final String BFORM = "99999-8800411-3";
    static final String SCHOOL = "Nishan School of Kasur";
    static final String OTHER_AID = "Nishan aid of an uncle";
    static final String RECOMMENDATION = "NISHAN-REC-8841";
    static final String COUNSELLING = "Nishan sleeps badly نشان نیند";
    static final String ACCOUNT = "PK36NISH0000001123456702";
    static final String OFFICERS_WORDS = "Nishan officer words نشان افسر";
    static final String PARTNERS_WORDS = "Nishan partner words نشان ادارہ";
    static final String TITLE = "Nishan paper of the widow";
    static final String PLACE = "nishan-cupboard-7";
    static final String RELATIONSHIP = "Nishan aunt Zaitoon";
    static final String JUSTIFICATION = "Nishan lay unconscious نشان بے ہوش";
    static final String WRONG = "Nishan wrong place نشان غلط";

    /** Of the registry's record: who it is and where; its codes, days and numbers of records stand everywhere. */
    private static final Set<String> TELLING = Set.of("full_name", "full_name_ur", "identifier_value", "phone_number",
            "address_line_1", "zakat_committee", "locality", "mlc_number", "incident_id");

    private Marked() {}

    /** Of the officer and of partners. */
    static List<String> words() {
        return List.of(PHONE, PATIENT, PATIENT_URDU, PATIENT_CNIC, PUPIL, PUPIL_URDU, BFORM, SCHOOL, OTHER_AID,
                RECOMMENDATION, COUNSELLING, ACCOUNT, OFFICERS_WORDS, PARTNERS_WORDS, TITLE, PLACE, RELATIONSHIP,
                JUSTIFICATION, WRONG);
    }

    /** Of a person as the registry tells. */
    static Set<String> of(String told) {
        Set<String> values = new LinkedHashSet<>();
        try {
            collect(new ObjectMapper().readTree(told), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    private static void collect(JsonNode node, Set<String> values) {
        node.properties().stream().filter(member -> TELLING.contains(member.getKey()))
                .map(member -> member.getValue().asText()).filter(value -> value.length() > 6).forEach(values::add);
        node.forEach(inner -> collect(inner, values));
    }

    /** The answers to all programmes' questions, and what no programme asks. */
    static Map<String, Object> details() {
        return Map.of("incomePkr", 28_000,
                "declarations", Map.of("govtServantFamily", false, "otherAid", List.of(), "note", OTHER_AID),
                "hospital", Map.of("code", "PIMS", "government", true, "estimatePkr", 485_000, "diagnosisIcd10", "T79.6",
                        "recommendationNumber", RECOMMENDATION, "surgeon", OFFICERS_WORDS),
                "patient", Map.of("sameAsApplicant", false, "relation", "CHILD", "name", Map.of("roman", PATIENT,
                        "urdu", PATIENT_URDU), "identifier", Map.of("type", "CNIC", "value", PATIENT_CNIC)),
                "household", Map.of("student", Map.of("name", Map.of("roman", PUPIL, "urdu", PUPIL_URDU), "bForm", BFORM,
                        "institution", SCHOOL, "publicInstitution", true, "class", "5", "feePkr", 12_000)),
                "counselling", Map.of("note", COUNSELLING), "account", Map.of("iban", ACCOUNT));
    }
}
