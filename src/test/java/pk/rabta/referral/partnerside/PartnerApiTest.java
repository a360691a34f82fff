package pk.rabta.referral.partnerside;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.time.Pakistan;

/** What a partner tells the hub of a referral. */
class PartnerApiTest extends PartnerScene {

    @Test
    void takesAReferralToItsOutcome() {
        received(id);
        assertThat(status("acceptReferral", "accept", Map.of("partnerReference", "D-" + id, "note", "Diary")))
                .isEqualTo("ACCEPTED");
        assertThat(get(id).path("partnerReference").asText()).isEqualTo("D-" + id);
        assertThat(status("unacceptReferral", "unaccept", Map.of())).isEqualTo("RECEIVED");
        assertThat(status("acceptReferral", "accept", Map.of("occurredAt", "2026-03-05T06:12:00Z")))
                .isEqualTo("ACCEPTED");
        assertThat(status("startReferral", "start", Map.of("businessStatus", "eligibility-check")))
                .isEqualTo("IN_PROGRESS");
        assertThat(status("progressReferral", "progress", Map.of("businessStatus", "approval-pending")))
                .isEqualTo("IN_PROGRESS");
        assertThat(status("noteReferral", "note", Map.of("note", "The committee meets on Monday")))
                .isEqualTo("IN_PROGRESS");
        assertThat(status("holdReferral", "hold", Map.of("reason", Map.of("code", "funds.exhausted"), "reviewDate",
                "2026-12-01"))).isEqualTo("ON_HOLD");
        assertThat(status("resumeReferral", "resume", Map.of())).isEqualTo("IN_PROGRESS");
        assertThat(status("completeReferral", "complete", Map.of("outcome", Map.of("code", "SERVICE_DELIVERED"))))
                .isEqualTo("COMPLETED");
        assertThat(messages(id)).as("the registry is told").hasSize(2).last().asString().startsWith("write-back");
    }

    @Test
    void aHoldSaysWhatItWaitsForUntilItEnds() {
        received(id);
        check("holdReferral", 200, post("hold", Map.of("businessStatus", "awaiting-funds", "reviewDate", "2026-12-01",
                "reason", Map.of("code", "funds.not-released", "text", "Budget of the next quarter"),
                "documentsRequested", List.of("CNIC_COPY"))));

        JsonNode held = get(id);
        assertThat(held.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(held.path("businessStatus").asText()).isEqualTo("awaiting-funds");
        assertThat(held.at("/reason/code").asText()).isEqualTo("funds.not-released");
        assertThat(held.at("/reason/text").asText()).isEqualTo("Budget of the next quarter");
        assertThat(held.path("reviewAt").asText()).as("its day begins in Pakistan").isEqualTo("2026-11-30T19:00:00Z");
        assertThat(held.at("/documentsRequested/0").asText()).isEqualTo("CNIC_COPY");
        assertThat(last(id).path("businessStatus").asText()).isEqualTo("awaiting-funds");
        assertThat(partner.get("/v1/partner/referrals/" + id).body().path("businessStatus").asText())
                .isEqualTo("awaiting-funds");

        // Still on hold, for something else: no transition, but not lost either.
        check("holdReferral", 200, post("hold", Map.of("businessStatus", "waitlisted", "reviewDate", "2026-12-01",
                "reason", Map.of("code", "capacity.waitlisted"))));
        assertThat(get(id).path("businessStatus").asText()).isEqualTo("waitlisted");
        assertThat(last(id).path("type").asText()).isEqualTo("referral.noted");

        status("resumeReferral", "resume", Map.of());
        JsonNode resumed = get(id);
        assertThat(resumed.has("businessStatus") || resumed.has("reason") || resumed.has("reviewAt"))
                .as("nothing of the hold is left: " + resumed).isFalse();
    }

    @Test
    void aHoldWithoutAStepIsAPauseWithinTheStepBefore() {
        received(id);
        status("acceptReferral", "accept", Map.of("businessStatus", "eligibility-check"));
        assertThat(get(id).path("businessStatus").asText()).isEqualTo("eligibility-check");
        status("holdReferral", "hold", Map.of("reason", Map.of("code", "person.not-reachable"), "reviewDate",
                "2026-12-01"));
        assertThat(get(id).path("businessStatus").asText()).isEqualTo("eligibility-check");
        status("resumeReferral", "resume", Map.of("businessStatus", "approval-pending"));
        assertThat(get(id).path("businessStatus").asText()).isEqualTo("approval-pending");
        status("rejectReferral", "reject", NO_FUNDS);
        assertThat(get(id).has("businessStatus")).as("of an ended referral").isFalse();
    }

    private JsonNode last(String referral) {
        JsonNode entries = check("getReferralTimeline", 200,
                officer.get("/v1/referrals/" + referral + "/timeline?limit=100")).path("items");
        return entries.get(entries.size() - 1);
    }

    @Test
    void failsWithAReason() {
        received(id);
        assertThat(status("failReferral", "fail", NO_FUNDS)).isEqualTo("FAILED");
        assertThat(get(id).at("/reason/code").asText()).isEqualTo("funds.exhausted");
    }

    @Test
    void isToldWhatItMayDoInstead() {
        received(id);
        status("rejectReferral", "reject", NO_FUNDS);

        Answer answer = post("progress", Map.of("businessStatus", "approval-pending", "eventId", "E-" + id));
        JsonNode problem = check("progressReferral", 409, answer);
        assertThat(answer.isProblem("illegal-transition")).isTrue();
        assertThat(problem.path("currentStatus").asText()).isEqualTo("REJECTED");
        assertThat(problem.path("allowedTransitions").isArray()).isTrue();
        assertThat(jdbc.sql("select count(*) from partner_event where event_id = :id").param("id", "E-" + id)
                .query(Integer.class).single()).as("a refused event was not handled").isZero();
    }

    @Test
    void changesNothingByARepeatedEvent() {
        received(id);
        Map<String, Object> event = Map.of("eventId", "E-" + id, "note", "Seen");
        status("noteReferral", "note", event);
        status("noteReferral", "note", event);

        assertThat(jdbc.sql("select count(*) from referral_event where referral_id = :id and type = 'referral.noted'")
                .param("id", id).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void speaksTheHubsCodes() {
        received(id);
        JsonNode problem = check("progressReferral", 422, post("progress", Map.of("documentsRequested",
                List.of("CNIC_COPY", "BUS_TICKET"), "reason", Map.of("code", "person.-x"))));
        assertThat(problem.path("violations").findValuesAsText("pointer"))
                .containsExactly("/reason/code", "/documentsRequested/1");
    }

    @Test
    void tellsOfAHearingByItsDateOrThatItIsAdjourned() {
        received(id);
        post("accept", Map.of());
        Map<String, String> court = Map.of("court", "ATC-1", "caseNumber", "C-9");
        JsonNode problem = check("progressReferral", 400, post("progress", Map.of("hearing", court)));
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/hearing/date");
        check("progressReferral", 400, post("progress", Map.of("hearing",
                Map.of("court", "ATC-1", "caseNumber", "C-9", "status", "SCHEDULED"))));
        check("progressReferral", 200, post("progress", Map.of("hearing",
                Map.of("court", "ATC-1", "caseNumber", "C-9", "date", "2099-05-04"))));
        check("progressReferral", 200, post("progress", Map.of("hearing",
                Map.of("court", "ATC-1", "caseNumber", "C-9", "status", "ADJOURNED"))));
        JsonNode timeline = check("getReferralTimeline", 200, officer.get("/v1/referrals/" + id + "/timeline"));
        JsonNode last = timeline.path("items").get(timeline.path("items").size() - 1);
        assertThat(last.path("businessStatus").asText()).isEqualTo("hearing-adjourned");
        assertThat(last.at("/hearing/adjournedFrom").asText()).isEqualTo("2099-05-04");
        assertThat(last.at("/hearing").has("date")).isFalse();
    }

    @Test
    void tellsOfNothingDoneOrPaidAfterToday() {
        received(id);
        post("accept", Map.of());
        String tomorrow = LocalDate.now(Pakistan.ZONE).plusDays(1).toString();
        Map<String, Object> paid = Map.of("amountPkr", 5000, "paidOn", tomorrow, "reference", "P-" + id);
        JsonNode problem = check("progressReferral", 400, post("progress", Map.of("payment", paid)));
        assertThat(problem.at("/violations/0/pointer").asText()).isEqualTo("/payment/paidOn");
        JsonNode done = check("completeReferral", 400, post("complete", Map.of("outcome",
                Map.of("code", "SERVICE_DELIVERED", "effectiveDate", tomorrow))));
        assertThat(done.at("/violations/0/pointer").asText()).isEqualTo("/outcome/effectiveDate");
        check("completeReferral", 200, post("complete", Map.of("outcome",
                Map.of("code", "ENROLLED", "enrolmentId", "D-" + id, "effectiveDate", tomorrow))));
    }

    @Test
    void changesNothingThatChangedMeanwhile() {
        received(id);
        String path = "/v1/partner/referrals/" + id;
        String read = partner.get(path).header("ETag");
        check("acceptReferral", 200, partner.change("POST", path + "/accept", Map.of(), read));

        check("startReferral", 412, partner.change("POST", path + "/start", Map.of(), read));
        assertThat(get(id).path("status").asText()).isEqualTo("ACCEPTED");
    }
}
