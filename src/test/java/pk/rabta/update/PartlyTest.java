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
import pk.rabta.referral.exchange.Came;
import pk.rabta.referral.exchange.Effect;
import pk.rabta.referral.exchange.ReferralUpdates;
import pk.rabta.sandbox.Seeds;

/** A message of several updates of which a part did not count. */
class PartlyTest extends Scene {

    private static final String PARTNER = "health-pb";

    @Autowired
    private InboxSteps inbox;
    @Autowired
    private CamelContext camel;
    @Autowired
    private ObjectMapper json;
    @Autowired
    private ReferralUpdates updates;
    @Autowired
    private Seeds seeds;

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
    void itsCountsStayWhereItsRepeatIsNotUnderstood() {
        receive(List.of(referral, "REF-NOBODY"));
        Exchange repeat = archived(name);
        repeat.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("made by the test"));

        inbox.park(repeat);

        JsonNode seen = seen("PARKED");
        assertThat(seen.path("applied").asInt()).isEqualTo(1);
        assertThat(seen.path("refused").asInt()).isEqualTo(1);
    }

    @Test
    void aCaseThatLostAPersonMeanwhileCountsOnceForTheOthersToo() {
        String key = "CASE-" + name;
        String other = seeds.referral(officer, PARTNER, COUNSELLING);
        jdbc.sql("update referral set partner_reference = :key where id in (:ids)").param("key", key)
                .param("ids", List.of(referral, other)).update();
        received(other);
        List<ObjectNode> both = List.of(about("caseKey", key), about("id", "REF-NOBODY"));
        assertThat(apply(both)).extracting(Effect::kind)
                .containsExactly(Effect.Kind.APPLIED, Effect.Kind.APPLIED, Effect.Kind.UNKNOWN);
        jdbc.sql("update referral set status = 'CANCELLED' where id = :id").param("id", other).update();
        int events = events();
        assertThat(apply(both)).extracting(Effect::kind)
                .containsExactly(Effect.Kind.REPEATED, Effect.Kind.UNKNOWN);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void theSameChangeOfAVersionTwiceAtOnceIsARepeatAndNotStale() {
        long version = jdbc.sql("select version from referral where id = :id").param("id", referral)
                .query(Long.class).single();
        ObjectNode update = about("id", referral);
        assertThat(updates.apply(PARTNER, update, name, null, version, Came.AT_ONCE).kind()).isEqualTo(Effect.Kind.APPLIED);
        assertThat(updates.apply(PARTNER, update, name, null, version, Came.AT_ONCE).kind()).isEqualTo(Effect.Kind.REPEATED);
        assertThat(updates.apply(PARTNER, update, name + "-2", null, version, Came.AT_ONCE).kind())
                .isEqualTo(Effect.Kind.STALE);
        assertThat(updates.apply(PARTNER, update, name + "-2", null, null, Came.AT_ONCE).kind())
                .as("what was stale may be sent again").isEqualTo(Effect.Kind.APPLIED);
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

    @Test
    void aNumberOfSomebodyInItsIdIsNotShown() {
        receive("9999900000017-" + name, List.of(about("id", "REF-NOBODY")));
        JsonNode page = officer.as("ADMIN").get("/v1/admin/inbound?partner=" + PARTNER + "&limit=100").body();
        assertThat(page.path("items")).extracting(item -> item.path("name").asText())
                .anyMatch(shown -> shown.startsWith("*************-" + name + '~'));
        assertThat(page.toString()).doesNotContain("9999900000017");
    }

    private JsonNode seen(String state) {
        JsonNode page = ResponseContract.check("listInbound", 200,
                officer.as("ADMIN").get("/v1/admin/inbound?partner=" + PARTNER + "&state=" + state + "&limit=100"));
        return page.path("items").valueStream().filter(item -> item.path("name").asText().equals(name)).findFirst()
                .orElseThrow();
    }

    private List<Effect> receive(List<String> referrals) {
        return apply(referrals.stream().map(id -> about("id", id)).toList());
    }

    private ObjectNode about(String member, String value) {
        ObjectNode update = json.createObjectNode().put("command", "note").put("note", "called");
        update.putObject("referral").put(member, value);
        return update;
    }

    /** As a route does it: archived, and applied unless it is a repeat of what counted. */
    private List<Effect> apply(List<ObjectNode> all) {
        return receive(name, all);
    }

    private List<Effect> receive(String messageId, List<ObjectNode> all) {
        Exchange exchange = archived(messageId);
        if (exchange.getVariable(InboxSteps.VARIABLE, Inbound.class).repeated()) {
            return List.of();
        }
        ObjectNode document = json.createObjectNode();
        document.putArray("updates").addAll(all);
        exchange.getMessage().setBody(document);
        inbox.apply(exchange);
        @SuppressWarnings("unchecked")
        List<Effect> effects = exchange.getVariable(InboxSteps.APPLIED, List.class);
        return effects;
    }

    private Exchange archived(String messageId) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(messageId.getBytes(StandardCharsets.UTF_8));
        exchange.setVariable(InboxSteps.MESSAGE_ID, messageId);
        inbox.receive(exchange, PARTNER, "rest", "task-to-update");
        return exchange;
    }

    private int events() {
        return jdbc.sql("select count(*) from referral_event where referral_id = :id").param("id", referral)
                .query(Integer.class).single();
    }
}
