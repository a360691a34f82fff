package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.HubClient;

/** What would park at the mapping is refused at the counter: answers of a wrong type. */
class AnswersTest extends CounterScene {

    /** No answer stands in a text, whatever was wrong with it. */
    private static final String SECRET = "ZARMINA";

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(MEDICAL, "{'incomePkr':'ZARMINA'}", List.of("/incomePkr")),
                arguments(MEDICAL, "{'incomePkr':28000.5}", List.of("/incomePkr")),
                arguments(MEDICAL, "{'incomePkr':-1}", List.of("/incomePkr")),
                arguments(MEDICAL, "{'incomePkr':100000001}", List.of("/incomePkr")),
                arguments(MEDICAL, "{'incomePkr':{}}", List.of("/incomePkr")),
                arguments(MEDICAL, "{'hospital':{'code':'zarmina','government':'ZARMINA','estimatePkr':'ZARMINA',"
                        + "'diagnosisIcd10':'ZARMINA','recommendationNumber':7}}", List.of("/hospital/code",
                        "/hospital/government", "/hospital/estimatePkr", "/hospital/diagnosisIcd10",
                        "/hospital/recommendationNumber")),
                arguments(MEDICAL, "{'hospital':{'code':'PIMS','government':true,'estimatePkr':1000000001}}",
                        List.of("/hospital/estimatePkr")),
                arguments(MEDICAL, "{'declarations':{'govtServantFamily':'ZARMINA','otherAid':['ok',7]}}",
                        List.of("/declarations/govtServantFamily", "/declarations/otherAid/1")),
                arguments(MEDICAL, "{'declarations':{'govtServantFamily':false,'otherAid':['1','2','3','4','5','6','7',"
                        + "'8','9','10','11']}}", List.of("/declarations/otherAid")),
                arguments(MEDICAL, "{'patient':{}}",
                        List.of("/patient/relation", "/patient/name", "/patient/identifier")),
                arguments(MEDICAL, "{'patient':{'sameAsApplicant':false}}",
                        List.of("/patient/relation", "/patient/name",
                        "/patient/identifier")),
                arguments(MEDICAL, "{'patient':{'relation':'ZARMINA','name':{},'identifier':{}}}",
                        List.of("/patient/relation",
                        "/patient/name", "/patient/identifier/type", "/patient/identifier/value")),
                arguments(MEDICAL, "{'patient':{'relation':'CHILD','name':{'roman':'A'},'identifier':{'type':'ZARMINA',"
                        + "'value':'12345'}}}", List.of("/patient/identifier/type", "/patient/identifier/value")),
                arguments(MEDICAL, "{'patient':{'relation':'PARENT_IN_LAW','name':{'roman':'A'},'identifier':"
                        + "{'type':'CNIC','value':'99999-0000012-2'}}}", List.of("/patient/relation")),
                arguments(EDUCATION, "{'household':{'student':{'name':'ZARMINA','bForm':'ZARMINA','institution':7,"
                        + "'publicInstitution':'ZARMINA','class':5,'feePkr':'ZARMINA'}}}",
                        List.of("/household/student/name",
                        "/household/student/bForm", "/household/student/institution",
                        "/household/student/publicInstitution", "/household/student/class",
                        "/household/student/feePkr")),
                arguments(LINK, "{'case':{'role':'ZARMINA'}}", List.of("/case/role")),
                arguments(LINK, "{'case':{'support':'ZARMINA'}}", List.of("/case/support")),
                arguments(LINK, "{'case':{'support':['TRAVEL','ZARMINA']}}", List.of("/case/support/1")),
                arguments(LINK, "{'case':{'support':['TRAVEL','TRAVEL']}}", List.of("/case/support")),
                arguments(LINK, "{'case':{'fir':{'number':100000,'year':1946,'policeStation':' ZARMINA','district':"
                        + "'ZARMINA'}}}", List.of("/case/fir/number", "/case/fir/year", "/case/fir/policeStation",
                        "/case/fir/district")),
                arguments(LINK, "{'case':{'fir':{'number':'ZARMINA'}}}", List.of("/case/fir/number")),
                arguments(LINK, "{'account':'ZARMINA','counselling':[]}", List.of("/account", "/counselling")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrong")
    void isRefusedWithEveryPointerAndNothingIsStored(String programme, String wrong, List<String> pointers,
                                                     HubClient officer) {
        ObjectNode details = good(programme);
        details.setAll((ObjectNode) read(wrong));
        Map<String, Object> shared = Map.of("programmes", List.of(Map.of("id", programme)), "details", details);
        Map<String, Object> own = Map.of("programmes", List.of(Map.of("id", programme, "details", details)));
        assertThat(refused(officer, "", shared)).containsAll(below("/details", pointers));
        assertThat(refused(officer, "?dryRun=true", shared)).containsAll(below("/details", pointers));
        assertThat(refused(officer, "", own)).containsAll(below("/programmes/0/details", pointers));
    }

    @Test
    void whatIsWrongAndWhatIsMissingAreToldTogether(HubClient officer) {
        assertThat(refused(officer, "", Map.of("programmes", List.of(
                Map.of("id", LINK, "details", read("{'case':{'role':'ZARMINA'}}")),
                Map.of("id", MEDICAL, "details", read("{'incomePkr':'ZARMINA','hospital':{'government':true}}"))))))
                .containsExactlyInAnyOrder("/programmes/0/details/case/role", "/programmes/1/details/incomePkr",
                        "/programmes/1/details/declarations/govtServantFamily", "/programmes/1/details/hospital/code",
                        "/programmes/1/details/hospital/estimatePkr");
    }

    @Test
    void aWrongTypeIsRefusedAlsoWhereTheHubMatches(HubClient officer) {
        assertThat(refused(officer, "", Map.of("needs", List.of(Map.of("code", "JUSTICE.CASE_LINK")), "details",
                read("{'case':{'role':'ZARMINA'}}")))).containsExactly("/details/case/role");
    }

    @Test
    void whatTheContractAllowsIsTakenAndWhatItDoesNotKnowTooAsBefore(HubClient officer) {
        ObjectNode details = good(MEDICAL).put("somethingElse", SECRET);
        details.set("patient", read("{'relation':'CHILD','name':{'urdu':'احمد'},'identifier':{'type':'BFORM',"
                + "'value':'99999-0000013-9'}}"));
        details.withObject("hospital").put("ward", "7");
        HubClient.Answer answer = submit(officer, "", Map.of("programmes", List.of(Map.of("id", MEDICAL)),
                "details", details));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode kept = officer.get("/v1/referrals/" + answer.body().at("/referrals/0/id").asText()).body();
        assertThat(kept.path("details")).isEqualTo(details);
    }

    @Test
    void anAnswerThatWouldSpoilTheNextMessageChangesNothing(HubClient officer) {
        String id = submit(officer, "", Map.of("programmes", List.of(Map.of("id", EDUCATION)), "details",
                good(EDUCATION))).body().at("/referrals/0/id").asText();
        jdbc.sql("update referral set business_status = 'documents-requested' where id = :id").param("id", id).update();
        assertThat(answered(officer, id, "{'incomePkr':'ZARMINA','declarations':{'otherAid':'ZARMINA'}}"))
                .containsExactlyInAnyOrder("/details/incomePkr", "/details/declarations/otherAid");
        // The pupil is replaced as a whole: without the other facts no message can be made.
        assertThat(answered(officer, id, "{'household':{'student':{'feePkr':900}}}")).containsExactlyInAnyOrder(
                "/details/household/student/name", "/details/household/student/bForm",
                "/details/household/student/institution", "/details/household/student/publicInstitution",
                "/details/household/student/class");
        assertThat(officer.get("/v1/referrals/" + id).body().path("details")).isEqualTo(good(EDUCATION));
        HubClient.Answer fits = officer.post("/v1/referrals/" + id + "/answers", Map.of("details",
                read("{'declarations':{'otherAid':['A grant']}}")));
        assertThat(fits.status()).as(fits.text()).isEqualTo(202);
    }

    private List<String> refused(HubClient officer, String query, Map<String, Object> more) {
        HubClient.Answer answer = submit(officer, query, more);
        assertThat(jdbc.sql("select count(*) from referral where victim_id = :victim").param("victim", victim)
                .query(Integer.class).single()).isZero();
        return pointers(answer, "submitReferral");
    }

    private static List<String> answered(HubClient officer, String id, String details) {
        return pointers(officer.post("/v1/referrals/" + id + "/answers", Map.of("details", read(details))),
                "answerInformationRequest");
    }

    private static List<String> pointers(HubClient.Answer answer, String operation) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.isProblem("validation-failed")).as(answer.text()).isTrue();
        ResponseContract.check(operation, 400, answer);
        assertThat(answer.text()).doesNotContainIgnoringCase(SECRET);
        return answer.body().at("/violations").findValuesAsText("pointer").stream().distinct().toList();
    }

    private static List<String> below(String prefix, List<String> pointers) {
        return pointers.stream().map(pointer -> prefix + pointer).toList();
    }
}
