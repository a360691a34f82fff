package pk.rabta.referral.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pk.rabta.sandbox.WaitingPaused;

/** What a referral waits for, and how the officer releases it. */
@ExtendWith(WaitingPaused.class)
class PreconditionsTest extends OfficerScene {

    private void waits(String referral, String code) {
        jdbc.sql("delete from delivery where referral_id = :id").param("id", referral).update();
        jdbc.sql("update referral set status = 'WAITING', waiting_for = array[:code], requested_at = null "
                + "where id = :id").param("code", code).param("id", referral).update();
    }

    @Test
    void releasesWhatWaitsWhenTheLastPreconditionIsConfirmed() {
        String id = refer(MEDICAL);
        waits(id, "identity.cnic-missing");
        String path = "preconditions/identity.cnic-missing/confirm";
        JsonNode waiting = get(id);
        assertThat(waiting.at("/waitingFor/0/text").asText()).isEqualTo(
                "The office registers applicants by their identity card number");
        check("confirmPrecondition", 422, post(id, path, Map.of()));
        check("confirmPrecondition", 409, post(id, "preconditions/identity.widow-status/confirm",
                Map.of("note", "seen")));

        JsonNode state = check("confirmPrecondition", 200, post(id, path, Map.of("documents",
                List.of(document("CNIC_COPY")), "confirmedOn", "2026-03-10", "note", "Seen by the officer")));

        assertThat(state.path("status").asText()).isEqualTo("REQUESTED");
        assertThat(state.path("waitingFor")).isEmpty();
        assertThat(messages(id)).containsExactly("request DUE");
        assertThat(get(id).path("documents")).hasSize(1);
        check("confirmPrecondition", 409, post(id, path, Map.of("note", "again")));
    }

    @Test
    void confirmsNothingThatTheHubItselfWaitsFor() {
        String id = refer(MEDICAL);
        waits(id, "technical.registry-down");
        check("confirmPrecondition", 422, post(id, "preconditions/technical.registry-down/confirm",
                Map.of("note", "please")));
    }

    @Test
    void releasesWhatWaitedForADocument() {
        String id = refer(MEDICAL);
        waits(id, "document.missing");
        JsonNode state = check("attachDocument", 200, post(id, "documents",
                Map.of("documentId", document("HOSPITAL_ESTIMATE"))));

        assertThat(state.path("status").asText()).isEqualTo("REQUESTED");
        assertThat(messages(id)).containsExactly("request DUE");
    }

    @Test
    void whatWaitsInARestoredStateIsRequestedAsInDoubt_underTheMessageIdThatItMayHaveHad() {
        String id = refer(MEDICAL);
        String before = messageId(id);
        restoredAsItWaited(id);
        check("confirmPrecondition", 200, post(id, "preconditions/identity.cnic-missing/confirm", Map.of("note", "seen")));

        assertThat(messageId(id)).isEqualTo(before);
        assertThat(jdbc.sql("select d.attempts = 1 and r.dispatched and r.reason is null from delivery d "
                + "join referral r on r.id = d.referral_id where r.id = :id").param("id", id).query(Boolean.class).single())
                .as("as one that may have left").isTrue();
    }

    @Test
    void whatWaitsInARestoredStateAndIsTakenBackIsToldToTheOfficeByHand() {
        String id = refer(MEDICAL);
        restoredAsItWaited(id);
        check("cancelReferral", 200, post(id, "cancel", Map.of("reason", Map.of("code", "person.declined"),
                "requestedBy", "PERSON")));

        assertThat(get(id).path("status").asText()).isEqualTo("CANCELLED");
        assertThat(messages(id)).isEmpty();
        assertThat(officer.get("/v1/referrals/" + id + "/timeline?limit=50").text())
                .contains("technical.cancellation-not-told");
    }

    private String messageId(String referral) {
        return jdbc.sql("select message_id from delivery where referral_id = :id").param("id", referral)
                .query(String.class).single();
    }

    private void restoredAsItWaited(String referral) {
        waits(referral, "identity.cnic-missing");
        jdbc.sql("""
                update referral set dispatched = false, reason = '{"code": "technical.in-doubt"}' where id = :id""")
                .param("id", referral).update();
    }
}
