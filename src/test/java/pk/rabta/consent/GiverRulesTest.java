package pk.rabta.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.api.Caller;
import pk.rabta.api.Violation;
import pk.rabta.registry.Person;

/** Who may speak for whom; every pair of capacity and giver, and what the registry knows better. */
class GiverRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-05T06:00:00Z");
    private static final Caller OFFICER = new Caller("vso-tool", Set.of(), null, "OFFICE", "PK-PB", "VSO-PB-001",
            "vso-tool");

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "CONSENT,        ADULT,         SELF,                 ''",
        "CONSENT,        ADULT,         CASEWORKER_ATTESTED,  /witness",
        "VITAL_INTEREST, ADULT,         CASEWORKER_ATTESTED,  ''",
        "CONSENT,        ADULT,         GUARDIAN,             /givenBy",
        "CONSENT,        ADULT,         HEIR,                 /givenBy",
        "CONSENT,        MINOR,         SELF,                 /givenBy",
        "CONSENT,        MINOR,         GUARDIAN,             ''",
        "CONSENT,        MINOR,         HEIR,                 /givenBy",
        "CONSENT,        MINOR,         CASEWORKER_ATTESTED,  /givenBy /witness",
        "PUBLIC_TASK,    MINOR,         CASEWORKER_ATTESTED,  /givenBy",
        "VITAL_INTEREST, MINOR,         CASEWORKER_ATTESTED,  ''",
        "CONSENT,        INCAPACITATED, SELF,                 /givenBy",
        "CONSENT,        INCAPACITATED, GUARDIAN,             ''",
        "VITAL_INTEREST, INCAPACITATED, CASEWORKER_ATTESTED,  ''",
        "CONSENT,        DECEASED,      SELF,                 /givenBy",
        "CONSENT,        DECEASED,      GUARDIAN,             /givenBy",
        "CONSENT,        DECEASED,      HEIR,                 ''",
        "VITAL_INTEREST, DECEASED,      HEIR,                 /basis"})
    void capacityDecidesWhoSpeaks(String basis, String capacity, String giver, String wrong) {
        ObjectNode record = record(basis, capacity, giver).put("relationship", "mother");

        assertThat(pointers(record, person(null, null, null))).isEqualTo(wrong);
    }

    @ParameterizedTest
    @CsvSource({"MINOR, GUARDIAN", "INCAPACITATED, GUARDIAN", "DECEASED, HEIR"})
    void whoSpeaksForAnotherSaysWhatTheyAreToThem(String capacity, String giver) {
        assertThat(pointers(record("CONSENT", capacity, giver), person(null, null, null))).isEqualTo("/relationship");
        assertThat(pointers(record("CONSENT", capacity, giver).put("relationship", "  "), person(null, null, null)))
                .isEqualTo("/relationship");
    }

    @ParameterizedTest
    @CsvSource({
        "2008-03-05, DAY,   MINOR, /capacity",
        "2008-03-06, DAY,   MINOR, ''",
        "2008-03-05, DAY,   ADULT, ''",
        "2008-03-06, DAY,   ADULT, /capacity",
        "2008-02-28, MONTH, MINOR, /capacity",
        "2008-03-01, MONTH, MINOR, ''",
        "2008-03-31, MONTH, ADULT, ''",
        "2007-01-01, YEAR,  MINOR, /capacity",
        "2008-12-31, YEAR,  MINOR, ''",
        "2008-12-31, YEAR,  ADULT, ''",
        "2009-01-01, YEAR,  ADULT, /capacity"})
    void theRegistrysDateOfBirthGoesFirstWhereItIsCertain(String born, String precision, String capacity, String wrong) {
        String giver = capacity.equals("MINOR") ? "GUARDIAN" : "SELF";

        assertThat(pointers(record("CONSENT", capacity, giver).put("relationship", "father"),
                person(born, precision, false))).isEqualTo(wrong);
    }

    @Test
    void onlyAnHeirSpeaksForWhomTheRegistryRecordsAsDead() {
        ObjectNode heir = record("CONSENT", "DECEASED", "HEIR").put("relationship", "widow");
        assertThat(pointers(heir, person("1980-01-01", "DAY", true))).isEmpty();
        assertThat(pointers(heir, person("1980-01-01", "DAY", false))).isEqualTo("/capacity");
        assertThat(pointers(record("CONSENT", "ADULT", "SELF"), person("1980-01-01", "DAY", true)))
                .isEqualTo("/capacity");
    }

    @Test
    void aSpokenWordNeedsAWitnessAndARecordingItsHash() {
        ObjectNode spoken = record("CONSENT", "ADULT", "SELF").put("method", "VERBAL_WITNESSED");
        assertThat(pointers(spoken, person(null, null, null))).isEqualTo("/witness");
        assertThat(pointers(spoken.put("witness", "VSO-PB-001"), person(null, null, null))).isEmpty();
        ObjectNode attested = record("CONSENT", "ADULT", "CASEWORKER_ATTESTED").put("witness", "VSO-PB-001");
        assertThat(pointers(attested, person(null, null, null))).as("nobody witnesses their own word")
                .isEqualTo("/witness");
        assertThat(pointers(attested.put("witness", "LHV-07"), person(null, null, null))).isEmpty();
        ObjectNode recorded = record("CONSENT", "ADULT", "SELF").put("method", "RECORDED");
        assertThat(pointers(recorded, person(null, null, null))).isEqualTo("/evidence");
        recorded.putObject("evidence").put("reference", "REC-1").put("sha256", "0".repeat(64));
        assertThat(pointers(recorded, person(null, null, null))).isEmpty();
    }

    private String pointers(ObjectNode record, Person person) {
        List<Violation> broken = new ArrayList<>();
        GiverRules.check(record, OFFICER, broken);
        GiverRules.byRegistry(record, person, NOW, broken);
        assertThat(broken).allSatisfy(one -> assertThat(one.message().en()).isNotEqualTo(one.message().ur()));
        return String.join(" ", broken.stream().map(Violation::pointer).toList());
    }

    private ObjectNode record(String basis, String capacity, String giver) {
        return json.createObjectNode().put("basis", basis).put("capacity", capacity).put("givenBy", giver)
                .put("method", "THUMB");
    }

    /** Somebody of whom the registry says this; where it says nothing, it was never reached. */
    private Person person(@Nullable String born, @Nullable String precision, @Nullable Boolean deceased) {
        ObjectNode snapshot = deceased == null ? null : json.createObjectNode();
        if (snapshot != null) {
            snapshot.putObject("victim").put("birthDate", born).put("birthDatePrecision", precision);
        }
        return new Person("VOT-1", "PT-1", null, snapshot, "PK-PB", null, Set.of(), Boolean.TRUE.equals(deceased), null,
                NOW);
    }
}
