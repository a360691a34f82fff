package pk.rabta.sandbox.prosecution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProsecutionSimulatorTest {

    private static final Path EXAMPLES = Path.of("mappings/prosecution-kp/examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProsecutionSimulator prosecution = new ProsecutionSimulator();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void start() {
        prosecution.start();
    }

    @AfterEach
    void stop() {
        prosecution.stop();
    }

    @Test
    void linksOnceAndAnswersARepeatAlike() throws Exception {
        String link = Files.readString(EXAMPLES.resolve("referral-to-link/heir.output.json"));
        HttpResponse<String> first = post("/links", link);
        assertThat(first.statusCode()).isEqualTo(201);
        HttpResponse<String> again = post("/links", link);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body()).path("caseRef")).isEqualTo(JSON.readTree(first.body()).path("caseRef"));
        assertThat(prosecution.ledger().effects("REF-6P4D-K")).hasSize(1);
    }

    @Test
    void refusesInTheWordsOfTheAgreement() throws Exception {
        prosecution.register().seal("CTD MARDAN", 7, 2026);
        prosecution.register().withhold("CTD MARDAN", 8, 2026);
        prosecution.register().duplicate("CTD MARDAN", 9, 2026);
        assertThat(refusal(6)).isEqualTo("CASE_NOT_FOUND");
        assertThat(refusal(7)).isEqualTo("FIR_SEALED");
        assertThat(refusal(8)).isEqualTo("NOT_SHAREABLE");
        assertThat(refusal(9)).isEqualTo("DUPLICATE_FIR");
        assertThat(prosecution.ledger().effects("REF-A")).isEmpty();
    }

    @Test
    void takesALinkBack() throws Exception {
        post("/links", Files.readString(EXAMPLES.resolve("referral-to-link/heir.output.json")));
        String end = Files.readString(EXAMPLES.resolve("referral-to-withdrawal/consent.output.json"));
        assertThat(post("/links/withdrawals", end).statusCode()).isEqualTo(200);
        assertThat(post("/links/withdrawals", end).statusCode()).isEqualTo(200);
        assertThat(prosecution.ledger().effects("REF-6P4D-K")).hasSize(2);
    }

    @Test
    void saysWhatItHas() throws Exception {
        assertThat(get("/links/REF-6P4D-K").statusCode()).isEqualTo(404);
        assertThat(get("/links/REF-6P4D-K").body()).isEqualTo("{\"ref\":\"REF-6P4D-K\",\"known\":false}");
        post("/links", Files.readString(EXAMPLES.resolve("referral-to-link/heir.output.json")));
        assertThat(JSON.readTree(get("/links/REF-6P4D-K").body()).path("caseRef").asText()).startsWith("CMMS-");
        assertThat(get("/links/withdrawals/REF-6P4D-K").statusCode()).isEqualTo(404);
        post("/links/withdrawals", Files.readString(EXAMPLES.resolve("referral-to-withdrawal/consent.output.json")));
        assertThat(get("/links/withdrawals/REF-6P4D-K").body()).contains("\"withdrawn\":true");
        assertThat(prosecution.ledger().entries()).as("questions change nothing").hasSize(2);
    }

    @Test
    void refusesStrangersAndUnknownFields() throws Exception {
        HttpRequest stranger = HttpRequest.newBuilder(prosecution.url().resolve("/links"))
                .POST(BodyPublishers.ofString("{}")).build();
        assertThat(http.send(stranger, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        String named = "{\"ref\":\"REF-A\",\"victimToken\":\"PT-A\",\"name\":\"x\"}";
        assertThat(post("/links", named).statusCode()).isEqualTo(400);
    }

    @Test
    void listsHearingsAndTheirAdjournment() throws Exception {
        prosecution.register().open("CTD MARDAN", 3, 2026);
        prosecution.register().hear("CTD MARDAN", 3, 2026, LocalDate.of(2026, 3, 16), "EVIDENCE");
        Path list = prosecution.writeHearingList(LocalDate.of(2026, 3, 6));
        assertThat(Files.readAllLines(list)).hasSize(2).last().asString().contains(",16-03-2026,").endsWith(",FIXED");
        prosecution.register().hear("CTD MARDAN", 3, 2026, LocalDate.of(2026, 3, 30), "EVIDENCE");
        assertThat(prosecution.register().hearingList()).contains(",30-03-2026,").contains("ADJOURNED");
    }

    private String refusal(int number) throws Exception {
        HttpResponse<String> answer = post("/links", """
                {"ref":"REF-A","victimToken":"PT-A","role":"COMPLAINANT","support":[],
                 "fir":{"district":"PK523","ps":"CTD MARDAN","number":%d,"year":2026}}""".formatted(number));
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("ref").asText()).isEqualTo("REF-A");
        return body.path("refusal").path("code").asText();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        String pair = prosecution.settings().get("PROSECUTION_KP_USERNAME") + ":"
                + prosecution.settings().get("PROSECUTION_KP_PASSWORD");
        return HttpRequest.newBuilder(URI.create(prosecution.settings().get("PROSECUTION_KP_URL") + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()));
    }
}
