package pk.rabta.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.time.Pakistan;

/** A protected witness's referral is in no list, total or count, of who runs the hub or of the partner; with clearance it is. */
class HiddenReconciliationTest extends Scene {

    private static final String PARTNER = "health-pb";
    private static final List<String> COUNTED = List.of("unanswered", "undelivered", "unsent", "unknown");

    @Autowired
    private Persons persons;
    @Autowired
    private ReconciliationRounds rounds;

    private final Instant now = Instant.now();

    @AfterEach
    void forget() {
        jdbc.sql("delete from reconciliation where partner_id = :partner").param("partner", PARTNER).update();
    }

    @Test
    void isNeitherListedNorCounted(RegistrySimulator registry, SandboxEnvironment sandbox) throws Exception {
        victim = registry.personLike(RegistrySimulator.WIDOW, "9999900000971");
        JsonNode adminBefore = numbers(Reconciled.admin(officer, PARTNER, now));
        JsonNode ownBefore = numbers(Reconciled.own(officer, "HEALTH_PB", now));
        HubClient cleared = officer.withToken(sandbox.issuer().issue(new Client("cleared-desk", "",
                new TreeSet<>(List.of("admin:read", "protected:refer")), Map.of())));
        long othersHidden = hidden(cleared);
        String referral = late();
        assertThat(Reconciled.admin(officer, PARTNER, now).gaps("unanswered", referral)).hasSize(1);
        assertThat(Reconciled.own(officer, "HEALTH_PB", now).gaps("unanswered", referral)).hasSize(1);
        assertThat(numbers(Reconciled.admin(officer, PARTNER, now))).isNotEqualTo(adminBefore);

        assertThat(registry.flag(victim, Person.HIDDEN).status()).isEqualTo(200);
        await().until(() -> persons.find(victim).orElseThrow().hidden());
        Reconciled admin = Reconciled.admin(officer, PARTNER, now);
        Reconciled own = Reconciled.own(officer, "HEALTH_PB", now);
        assertThat(admin.report().toString()).doesNotContain(referral);
        assertThat(own.report().toString()).doesNotContain(referral);
        assertThat(numbers(admin)).isEqualTo(adminBefore);
        assertThat(numbers(own)).isEqualTo(ownBefore);
        rounds.run();
        JsonNode stored = check("listReconciliations", 200, officer.as("ADMIN").get(Reconciled.path(PARTNER) + "s"))
                .at("/items/0");
        assertThat(stored.at("/totals/accepted").asLong()).isEqualTo(over(officer.as("ADMIN"), stored.path("from").asText(),
                stored.path("to").asText()));
        assertThat(hidden(cleared)).isEqualTo(othersHidden + 1);
    }

    /** So many referrals more than an administrator is told of. */
    private long hidden(HubClient cleared) {
        String from = Pakistan.day(now).toString();
        String to = Pakistan.day(now).plusDays(60).toString();
        return over(cleared, from, to) - over(officer.as("ADMIN"), from, to);
    }

    private static long over(HubClient reader, String from, String to) {
        return new Reconciled(check("getReconciliation", 200,
                reader.get(Reconciled.path(PARTNER) + "?from=" + from + "&to=" + to))).total("accepted");
    }

    /** A referral that the partner has, and whose time to answer is over. */
    private String late() {
        String referral = refer(COUNSELLING);
        received(referral);
        jdbc.sql("update referral set acked_at = :then, acknowledge_by = null, respond_by = :then, sla_stage = 'escalated' "
                + "where id = :id").param("id", referral).param("then", Timestamp.from(now.minusSeconds(3600))).update();
        return referral;
    }

    private static JsonNode numbers(Reconciled found) {
        ObjectNode numbers = found.report().deepCopy();
        numbers.retain("totals", "days", "counts");
        numbers.withObject("counts").retain(COUNTED);
        return numbers;
    }
}
