package pk.rabta.referral.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.People;

/** A person at the counter, and what three programmes ask for; nothing is sent. */
@HubTest
@PartnersPaused({"pbm", "prosecution-kp", "bisp"})
abstract class CounterScene {

    static final String LINK = "prosecution-kp-case-link";
    static final String MEDICAL = "pbm-ifa-medical";
    static final String EDUCATION = "pbm-ifa-education";
    static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    ApplicationContext hub;
    @Autowired
    JdbcClient jdbc;
    People people;
    String victim;
    String consent;

    @BeforeEach
    void somebody() {
        people = new People(hub);
        victim = people.widow();
        consent = people.consent(victim, List.of("pbm", "prosecution-kp", "bisp"),
                List.of("SOCIAL_PROTECTION", "JUSTICE"));
    }

    HubClient.Answer submit(HubClient officer, String query, Map<String, Object> more) {
        ObjectNode body = JSON.valueToTree(Map.of("victim", Map.of("registryId", victim), "consentId", consent));
        body.setAll((ObjectNode) JSON.valueToTree(more));
        return officer.post("/v1/referrals" + query, body);
    }

    static ObjectNode good(String programme) {
        return (ObjectNode) read(switch (programme) {
            case MEDICAL -> "{'incomePkr':28000,'declarations':{'govtServantFamily':false},'hospital':{'code':'PIMS',"
                    + "'government':true,'estimatePkr':485000}}";
            case EDUCATION -> "{'incomePkr':28000,'declarations':{'govtServantFamily':false},'household':{'student':"
                    + "{'name':{'roman':'A Child'},'bForm':'9999900000999','institution':'A School',"
                    + "'publicInstitution':true,'class':'5','feePkr':900}}}";
            default -> "{}";
        });
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
