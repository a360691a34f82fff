package pk.rabta.referral.officer;

import pk.rabta.query.Scene;
import pk.rabta.sandbox.HubClient.Answer;

/** What an officer does to a referral. */
abstract class OfficerScene extends Scene {

    Answer post(String referral, String verb, Object body) {
        return officer.post("/v1/referrals/" + referral + "/" + verb, body);
    }
}
