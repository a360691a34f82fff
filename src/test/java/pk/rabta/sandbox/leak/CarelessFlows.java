package pk.rabta.sandbox.leak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.bisp.BispSimulator;
import pk.rabta.sandbox.bisp.Household;
import pk.rabta.sandbox.spdci.HubDoor;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** What must not be said where it is said: names in wrong fields, wrong places and wrong files, by tools and partners. */
final class CarelessFlows {

    private static final String JSON = "application/json";

    private final SandboxEnvironment around;
    private final HubClient officer;
    private final List<String> answers = new ArrayList<>();

    CarelessFlows(SandboxEnvironment around, HubClient officer) {
        this.around = around;
        this.officer = officer;
    }

    /** All that the hub answered, heads included; most of it are problems. */
    List<String> answers() {
        return answers;
    }

    /** An officer's tool that puts everything into the wrong place. */
    void officer(String person) {
        Map<String, Object> victim = Map.of("registryId", person);
        List<Object> bodies = List.of(
                Map.of("victim", Map.of("registryId", Marked.WRONG), "consentId", Marked.WRONG),
                Map.of("victim", victim, Marked.WRONG, Marked.WRONG, "urgency", Marked.WRONG, "needs", Marked.WRONG),
                Map.of("victim", victim, "consentId", "CNS-0", "contact", Map.of("via", "PHONE", "phone", Marked.WRONG)),
                Map.of("victim", victim, "consentId", "CNS-0", "programmes", List.of(Map.of("id", Marked.PATIENT_CNIC))),
                Map.of("victim", victim, "consentId", "CNS-0", "details", Map.of("incomePkr", Marked.WRONG,
                        "household", Map.of("student", Map.of("bForm", Marked.WRONG, "name", Marked.PUPIL)),
                        "hospital", Map.of("diagnosisIcd10", Marked.WRONG))),
                "{\"victim\": {\"registryId\": \"" + Marked.WRONG + "\", ", "\"" + Marked.WRONG + "\"", Marked.WRONG);
        for (String path : List.of("/v1/referrals", "/v1/referrals?dryRun=true", "/v1/consents", "/v1/documents",
                "/v1/subscriptions")) {
            bodies.forEach(body -> keep(officer.post(path, body)));
        }
        String escaped = URLEncoder.encode(Marked.WRONG, StandardCharsets.UTF_8);
        for (String path : List.of("/v1/referrals/" + escaped, "/v1/referrals?victim=" + escaped, "/v1/" + escaped,
                "/v1/events?after=" + escaped, "/v1/referrals?" + escaped + "=1", "/v1/programmes/" + escaped,
                "/" + Marked.PATIENT_CNIC, "/v1/consents/" + Marked.PATIENT_CNIC, "/v1/referrals?limit=" + escaped)) {
            keep(officer.get(path));
            keep(officer.withToken(Marked.RECOMMENDATION).get(path));
            keep(officer.as("ADMIN").get(path));
        }
        keep(officer.post("/v1/referrals", Map.of("victim", victim), Marked.RECOMMENDATION + " "));
        keep(officer.send(officer.request("/v1/referrals").header("Content-Type", JSON).header("If-Match",
                Marked.RECOMMENDATION).header("Accept-Language", Marked.RECOMMENDATION).header("traceparent",
                Marked.RECOMMENDATION).header("X-Request-Id", Marked.RECOMMENDATION).header("Idempotency-Key",
                Marked.PATIENT_CNIC).POST(BodyPublishers.ofString("{}"))));
        keep(officer.send(officer.request("/v1/referrals").header("Content-Type", "text/" + Marked.ACCOUNT)
                .POST(BodyPublishers.ofString(Marked.WRONG))));
    }

    /** Callers and partners who make ids of somebody's number, and are heard all the same. */
    void numbersInIds(String person, String link) {
        HubClient.Answer recorded = officer.post("/v1/documents", Map.of("victim", Map.of("registryId", person),
                "type", "FIR_COPY", "sha256", "0c".repeat(32), "mediaType", "application/pdf", "title", Marked.TITLE,
                "location", "https://papers.example.org/" + Marked.PLACE), "document-" + Marked.PATIENT_CNIC);
        assertThat(recorded.status()).as(recorded.text()).isEqualTo(201);
        HubClient.Answer heard = officer.as("PROSECUTION_KP").post("/rest/prosecution-kp/updates", Map.of("noticeId",
                Marked.BFORM, "ref", link, "event", "HEARING", "at", Instant.now().toString(), "hearing", Map.of("court",
                "ATC-II Peshawar", "caseNumber", "112/2026", "purpose", "Evidence", "stage", "EVIDENCE", "date", "2027-01-04")));
        assertThat(heard.status()).as(heard.text()).isLessThan(300);
        // The document's answer shows what its own tool registered; the partner's shows nothing.
        answers.add(heard.text());
    }

    /** Partners whose systems write names where codes belong, and send what nobody can read. */
    void partners(Map<String, String> referrals) throws IOException {
        String wrong = "{\"noticeId\": \"N-1\", \"ref\": \"" + referrals.get("prosecution-kp-case-link")
                + "\", \"event\": \"" + Marked.PARTNERS_WORDS + "\", \"at\": \"" + Marked.PARTNERS_WORDS + "\", \""
                + Marked.PARTNERS_WORDS + "\": 1}";
        for (String body : List.of(wrong, wrong.replace("N-1", Marked.RECOMMENDATION), "{\"noticeId\": \""
                + Marked.PARTNERS_WORDS + "\"}", Marked.PARTNERS_WORDS, "<" + Marked.PARTNERS_WORDS)) {
            keep(officer.as("PROSECUTION_KP").post("/rest/prosecution-kp/updates", body));
            keep(officer.as("REGISTRY").post("/spdci/registry/registry/notify", body));
            keep(officer.as("BISP").post("/spdci/bisp/registry/on-search", body));
            keep(officer.as("PBM").post("/soap/pbm", body));
            keep(officer.send(officer.as("PBM").request("/soap/pbm").header("Content-Type", "text/xml")
                    .POST(BodyPublishers.ofString("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                            + "<x>" + Marked.PARTNERS_WORDS + "</x></e:Body></e:Envelope>"))));
            keep(officer.send(officer.as("HEALTH_PB").request("/fhir/health-pb/Task/" + Marked.RECOMMENDATION)
                    .header("Content-Type", "application/fhir+json").PUT(BodyPublishers.ofString(body))));
        }
        task(referrals.get("health-pb-treatment"));
        signed(referrals.get("bisp-kafaalat"));
        String words = "{\"note\": \"" + Marked.PARTNERS_WORDS + "\"}";
        keep(officer.as("HEALTH_PB").post("/v1/partner/referrals/" + referrals.get("health-pb-treatment") + "/note", words));
        keep(officer.as("HEALTH_PB").post("/v1/partner/referrals/" + referrals.get("health-pb-trauma-counselling")
                + "/reject", Map.of("reason", Map.of("code", "capacity.full", "text", Marked.PARTNERS_WORDS),
                "note", Marked.PARTNERS_WORDS)));
        files(referrals.get("zakat-pb-guzara"));
    }

    /** A Task that can be read, of a status and with reasons in words. */
    private void task(String referral) {
        String task = "{\"resourceType\": \"Task\", \"id\": \"t1\", \"identifier\": [{\"system\": \"urn:rabta:id:referral\", "
                + "\"value\": \"" + referral + "\"}], \"status\": \"rejected\", \"intent\": \"order\", \"statusReason\": "
                + "{\"text\": \"" + Marked.PARTNERS_WORDS + "\", \"coding\": [{\"system\": \"urn:rabta:health-pb:reason\", "
                + "\"code\": \"" + Marked.PARTNERS_WORDS + "\"}]}, \"note\": [{\"text\": \"" + Marked.PARTNERS_WORDS + "\"}]}";
        keep(officer.send(officer.as("HEALTH_PB").request("/fhir/health-pb/Task/t1")
                .header("Content-Type", "application/fhir+json").PUT(BodyPublishers.ofString(task))));
    }

    /** An answer that is signed as it should be and says a name instead of a code. */
    private void signed(String referral) throws IOException {
        BispSimulator bisp = around.simulator(BispSimulator.class);
        ObjectNode answer = bisp.answer(referral, Household.ELIGIBLE);
        ((ObjectNode) answer.at("/message/search_response/0")).put("status_reason_message", Marked.PARTNERS_WORDS)
                .put("status", Marked.PARTNERS_WORDS);
        HubDoor.Reply reply = bisp.send("on-search", bisp.signer().signed(answer, Instant.now()));
        answers.add(String.valueOf(reply));
    }

    /** Returns with rows that no code explains, with wrong totals, and one that is no list at all. */
    private void files(String referral) {
        ZakatCommittee committee = around.simulator(ZakatCommittee.class);
        ReturnFile wrong = new ReturnFile("istehqaq", "PK617", "2026-03-20").row(referral, Marked.PATIENT_CNIC, "LZC-1",
                Marked.PARTNERS_WORDS, Marked.PARTNERS_WORDS, Marked.PARTNERS_WORDS, Marked.PARTNERS_WORDS,
                Marked.PARTNERS_WORDS).row(Marked.PARTNERS_WORDS, Marked.PARTNERS_WORDS, "", "", "", "", "GRANTED", "")
                .raw("\"D\",\"" + Marked.PARTNERS_WORDS + "\"");
        committee.send(committee.name("ISTEHQAQ", "PK617"), wrong.bytes());
        committee.send(committee.name("ISTEHQAQ", "PK617"), wrong.bytesWithCount(9));
        committee.send(committee.name("PAYMENTS", "PK617"), new ReturnFile("payments", "PK617", "2026-03-20")
                .row(referral, "C-1", "GUZARA", "2026-H1", Marked.PARTNERS_WORDS, Marked.PARTNERS_WORDS, "BANK",
                        Marked.PARTNERS_WORDS, "PAID").bytes());
        committee.send(committee.name("ISTEHQAQ", "PK617"), Marked.PARTNERS_WORDS.getBytes(StandardCharsets.UTF_8));
        committee.send("ZKT_PB_A_LIST_OF_SOMETHING.csv", wrong.bytes());
    }

    private void keep(HubClient.Answer answer) {
        answers.add(answer.status() + " " + answer.headers().map() + "\n" + answer.text());
    }
}
