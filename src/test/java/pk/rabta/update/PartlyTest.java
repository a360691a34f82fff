package pk.rabta.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.api.ResponseContract;
import pk.rabta.query.Scene;
import pk.rabta.referral.exchange.Effect;

/** A message of several updates of which a part did not count. */
class PartlyTest extends Scene {

    private static final String PARTNER = "health-pb";

    @Autowired
    private InboxSteps inbox;
    @Autowired
    private CamelContext camel;
    @Autowired
    private ObjectMapper json;

    private final String name = "partly-" + UUID.randomUUID();
    private String referral;

    @BeforeEach
    void refer() {
        referral = refer(COUNSELLING);
        received(referral);
    }

    @Test
    void isSeenAsSuchWithItsCounts() {
        receive(List.of(referral, "REF-NOBODY"));
        JsonNode seen = seen("PARTLY");
        assertThat(seen.path("applied").asInt()).isEqualTo(1);
        assertThat(seen.path("refused").asInt()).isEqualTo(1);
        assertThat(seen.path("channel").asText()).isEqualTo("rest");
    }

    @Test
    void itsRepeatTriesThePartAgainAndTheRestCountsOnce() {
        receive(List.of(referral, "REF-NOBODY"));
        int events = events();
        List<Effect> again = receive(List.of(referral, "REF-NOBODY"));
        assertThat(again).extracting(Effect::kind).containsExactly(Effect.Kind.REPEATED, Effect.Kind.UNKNOWN);
        assertThat(events()).isEqualTo(events);
        assertThat(seen("PARTLY").path("applied").asInt()).isEqualTo(1);
    }

    @Test
    void allOrNothingHasItsOwnState() {
        receive(List.of(referral));
        assertThat(seen("APPLIED").path("refused").asInt()).isZero();
        assertThat(receive(List.of(referral))).as("counted whole: nothing is done").isEmpty();
    }

    @Test
    void ofNothingItIsRefused() {
        receive(List.of("REF-NOBODY", "REF-NOBODY-2"));
        assertThat(seen("REFUSED").path("refused").asInt()).isEqualTo(2);
    }

    private JsonNode seen(String state) {
        JsonNode page = ResponseContract.check("listInbound", 200,
                officer.as("ADMIN").get("/v1/admin/inbound?partner=" + PARTNER + "&state=" + state + "&limit=100"));
        return page.path("items").valueStream().filter(item -> item.path("name").asText().equals(name)).findFirst()
                .orElseThrow();
    }

    /** As a route does it: archived, and applied unless it is a repeat of what counted. */
    private List<Effect> receive(List<String> referrals) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(name.getBytes(StandardCharsets.UTF_8));
        inbox.receive(exchange, PARTNER, "rest", "task-to-update", name);
        if (exchange.getVariable(InboxSteps.VARIABLE, Inbound.class).repeated()) {
            return List.of();
        }
        ObjectNode document = json.createObjectNode();
        referrals.forEach(id -> document.withArray("updates").addObject().put("command", "note").put("note", "called")
                .putObject("referral").put("id", id));
        exchange.getMessage().setBody(document);
        inbox.apply(exchange);
        @SuppressWarnings("unchecked")
        List<Effect> effects = exchange.getVariable(InboxSteps.APPLIED, List.class);
        return effects;
    }

    private int events() {
        return jdbc.sql("select count(*) from referral_event where referral_id = :id").param("id", referral)
                .query(Integer.class).single();
    }
}
