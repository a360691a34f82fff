package pk.rabta.referral.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.spdci.Officer;

/** What the registry tells of flags counts, whatever stands beside it and whatever became of the person's referrals. */
class NoticedFlagsTest extends Scene {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Autowired
    private Persons persons;
    @Autowired
    private ProducerTemplate routes;
    @Autowired
    private Clock clock;
    private RegistrySimulator registry;
    private String referral;

    @BeforeEach
    void referSomebodyWhomTheRegistryKnows(RegistrySimulator simulator) {
        registry = simulator;
        victim = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        referral = refer(MEDICAL);
        received(referral);
    }

    /** A notice about one person, with these flags alone. */
    private ObjectNode notice(String type, String person, String... flags) {
        ObjectNode notice = registry.event(type, person);
        ArrayNode told = ((ObjectNode) notice.at("/message/notify_event/0/data/reg_records")).putArray("protection_flags");
        List.of(flags).forEach(told::add);
        return notice;
    }

    private void tell(ObjectNode first, ObjectNode... more) throws IOException {
        for (ObjectNode one : more) {
            ((ArrayNode) first.at("/message/notify_event")).add(one.at("/message/notify_event/0"));
        }
        assertThat(registry.tell(first).isAck()).isTrue();
    }

    private void read(String person) {
        routes.request("direct:refresh-person", exchange -> exchange.getMessage().setBody(person));
    }

    private Person person(String id) {
        return persons.find(id).orElseThrow();
    }

    private void isHidden() {
        check("getReferral", 404, officer.get("/v1/referrals/" + referral));
        check("getPartnerReferral", 404, officer.as("PBM").get("/v1/partner/referrals/" + referral));
        assertThat(officer.as("ADMIN").get("/v1/admin/deliveries?referral=" + referral).body().path("items")).isEmpty();
    }

    @Test
    void a_flag_that_nobody_knows_holds_up_no_other() throws IOException {
        String other = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        read(other);
        assertThat(person(other).usable(clock.instant())).isTrue();
        registry.faults().refuse();
        tell(notice("FLAGS_CHANGED", victim, Person.HIDDEN), notice("FLAGS_CHANGED", other, "DISABILITY"));
        isHidden();
        assertThat(person(other).usable(clock.instant())).as("read again before anything leaves").isFalse();
    }

    @Test
    void a_flag_that_nobody_knows_holds_up_none_beside_it() throws IOException {
        registry.faults().refuse();
        tell(notice("FLAGS_CHANGED", victim, Person.HIDDEN, "NEW"));
        isHidden();
    }

    @Test
    void while_the_record_has_a_flag_that_nobody_knows_nothing_leaves() throws IOException {
        registry.flag(victim, "GBV", "DISABILITY");
        read(victim);
        assertThat(person(victim).flags()).contains("GBV");
        assertThat(person(victim).usable(clock.instant())).isFalse();
        assertThat(officer.as("PBM").get("/v1/partner/referrals/" + referral).body().has("content")).isFalse();
        assertThat(get(refer(COUNSELLING)).path("status").asText()).isEqualTo("WAITING");
        registry.flagUntold(victim, "GBV");
        read(victim);
        assertThat(person(victim).usable(clock.instant())).isTrue();
    }

    @Test
    void a_record_with_a_flag_that_nobody_knows_hides_nevertheless() {
        registry.flagUntold(victim, Person.HIDDEN, "NEW");
        read(victim);
        isHidden();
    }

    @Test
    void the_flags_of_any_event_count_at_once() throws IOException {
        registry.faults().refuse();
        tell(notice("UPDATED", victim, Person.HIDDEN));
        isHidden();
    }

    @Test
    void whose_referrals_have_ended_is_read_again_too() throws IOException {
        ended();
        registry.flagUntold(victim, Person.HIDDEN);
        ObjectNode bare = registry.event("UPDATED", victim);
        ((ObjectNode) bare.at("/message/notify_event/0/data/reg_records")).remove("protection_flags");
        tell(bare);
        await().atMost(LIMIT).untilAsserted(this::isHidden);
    }

    @Test
    void a_flag_that_was_not_understood_is_read_of_whose_referrals_have_ended() throws IOException {
        ended();
        registry.flagUntold(victim, Person.HIDDEN);
        ObjectNode wrong = registry.event("FLAGS_CHANGED", victim);
        ((ObjectNode) wrong.at("/message/notify_event/0/data/reg_records")).put("protection_flags", "see the record");
        tell(wrong);
        await().atMost(LIMIT).untilAsserted(this::isHidden);
    }

    private void ended() {
        jdbc.sql("update referral set status = 'COMPLETED' where id = :id").param("id", referral).update();
        get(referral);
    }
}
