package pk.rabta.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;

class ProgrammesApiTest extends Scene {

    @Autowired
    private Catalogue catalogue;

    private JsonNode list(String query) {
        return check("listProgrammes", 200, officer.get("/v1/programmes" + query));
    }

    @Test
    void tellsWhatAReferralMeansAndRequires() {
        JsonNode programme = check("getProgramme", 200, officer.get("/v1/programmes/" + MEDICAL));

        assertThat(programme.path("means").asText()).isEqualTo("application");
        assertThat(programme.path("meaning").asText()).startsWith("An application is filed");
        assertThat(programme.path("documentsRequired").findValuesAsText("type")).contains("HOSPITAL_ESTIMATE");
        assertThat(programme.at("/exclusions/0/text").asText()).isNotBlank();
        assertThat(programme.at("/clocks/respond").asText()).isEqualTo("P10D");
        assertThat(programme.at("/clocks/acknowledge").asText()).isEqualTo("PT15M");
        assertThat(programme.path("labelWithheld").asBoolean()).isTrue();
        assertThat(programme.path("available").asBoolean()).as("its partner is paused").isFalse();
    }

    @Test
    void tellsItsQuestionsWithWhatAConsentMustOpen() {
        JsonNode programme = check("getProgramme", 200, officer.get("/v1/programmes/" + MEDICAL));

        assertThat(programme.path("dataScopes")).extracting(JsonNode::asText).contains("IDENTITY_MIN");
        assertThat(programme.path("questions").findValuesAsText("path"))
                .contains("details.hospital", "details.patient").doesNotContain("details.case");
        JsonNode hospital = programme.path("questions").valueStream()
                .filter(question -> question.path("path").asText().equals("details.hospital")).findFirst().orElseThrow();
        assertThat(hospital.path("dataScopes")).extracting(JsonNode::asText).containsExactly("HEALTH");
        assertThat(hospital.at("/schema/properties/estimatePkr/type").asText()).isEqualTo("integer");
        assertThat(hospital.toString()).as("what it refers to is written out").doesNotContain("$ref");
    }

    @Test
    void saysItInUrdu() {
        HttpRequest.Builder request = officer.request("/v1/programmes/" + MEDICAL).header("Accept-Language", "ur");
        JsonNode programme = check("getProgramme", 200, officer.send(request.GET()));

        assertThat(programme.path("name").asText()).isEqualTo("بیت المال: علاج کے لیے مالی امداد");
        assertThat(programme.path("meaning").asText()).startsWith("درخواست جمع");
    }

    @Test
    void listsThoseInForceThatServeANeedInAProvince() {
        assertThat(list("?need=HEALTH.SURGERY").path("items").findValuesAsText("id")).contains(MEDICAL)
                .doesNotContain(COUNSELLING);
        assertThat(list("?province=PK-KP").path("items").findValuesAsText("id")).contains(MEDICAL)
                .doesNotContain(COUNSELLING);
        assertThat(list("?partner=health-pb").path("items").findValuesAsText("partner")).isNotEmpty()
                .containsOnly("health-pb");
        assertThat(list("?service=TRAUMA_COUNSELLING").path("items").findValuesAsText("id"))
                .containsExactly(COUNSELLING);
        assertThat(list("?inForceOn=2001-01-01").path("items")).isEmpty();
    }

    @Test
    void pagesThroughAllOfThemOnce() {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = list("?limit=2" + after);
            assertThat(page.path("items").size()).isBetween(1, 2);
            page.path("items").forEach(item -> ids.add(item.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());

        assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(list("").path("items").size());
    }

    @Test
    void hasATextForWhatEveryEntryMeans() {
        assertThat(catalogue.all()).allSatisfy(programme ->
                check("getProgramme", 200, officer.get("/v1/programmes/" + programme.id())));
    }

    @Test
    void doesNotKnowOthers() {
        check("getProgramme", 404, officer.get("/v1/programmes/no-such"));
    }
}
