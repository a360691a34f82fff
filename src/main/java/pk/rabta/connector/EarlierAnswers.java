package pk.rabta.connector;

import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.update.Inbound;
import pk.rabta.update.InboxSteps;

/** A message that is sent again is answered as it was the first time: what was refused stays refused. */
@Component
class EarlierAnswers {

    private final JdbcClient jdbc;

    EarlierAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws pk.rabta.api.ProblemException if the message in variable {@code inbound} is a repeat of a refused one */
    void check(Exchange exchange) {
        Inbound inbound = exchange.getVariable(InboxSteps.VARIABLE, Inbound.class);
        if (inbound == null || !inbound.repeated()) {
            return;
        }
        Map<String, Object> earlier = jdbc.sql("""
                select state, coalesce(problem ->> 'detail', '') as detail, coalesce(problem ->> '0', '') as first
                from inbound_message where id = :id""")
                .param("id", inbound.id()).query().listOfRows().stream().findFirst().orElse(Map.of());
        switch (Objects.toString(earlier.get("state"))) {
            case "PARKED" -> throw ProblemType.RULE_VIOLATED.because(
                "Refused as before: " + earlier.get("detail"), "پہلے کی طرح رد: " + earlier.get("detail"));
            case "REFUSED" -> throw "UNKNOWN".equals(earlier.get("first")) ? missing() : ProblemType.ILLEGAL_TRANSITION
                .because("Refused as before. What is possible now goes into a new message, under a new id.",
                    "پہلے کی طرح رد۔ اب جو ممکن ہے وہ نئی شناخت کے ساتھ نئے پیغام میں بھیجیں۔");
            default -> { /* it counted, or it is too long ago to say */ }
        }
    }

    /** The answer about a referral that this partner does not have. */
    static RuntimeException missing() {
        return ProblemType.NOT_FOUND.because("No referral of yours has that id or reference.",
            "آپ کا کوئی ریفرل اس شناخت یا حوالے کا نہیں۔");
    }
}
