package pk.rabta.referral.partnerside;

import static pk.rabta.api.ResponseContract.check;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.HubClient;

/** A referral and the partner that it is for, which calls the hub itself. */
abstract class PartnerScene extends Scene {

    static final Map<String, Object> NO_FUNDS =
            Map.of("reason", Map.of("code", "funds.exhausted", "text", "Nothing left this year"));
    HubClient partner;
    String id;

    @BeforeEach
    void refer() {
        partner = officer.as("PBM");
        id = refer(MEDICAL);
    }

    Answer post(String verb, Object body) {
        return partner.post("/v1/partner/referrals/" + id + "/" + verb, body);
    }

    String status(String operation, String verb, Object body) {
        return check(operation, 200, post(verb, body)).path("status").asText();
    }
}
