package pk.rabta.referral.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.query.Scene;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.spdci.Officer;

/** A protected witness is hidden under every id that the registry kept them under, whatever it told first. */
class MergedFlagsTest extends Scene {

    @Autowired
    private Persons persons;
    @Autowired
    private ProducerTemplate routes;
    @Autowired
    private TransactionTemplate transaction;
    private RegistrySimulator registry;
    private String referral;
    private String survivor;

    @BeforeEach
    void referSomebodyWhomTheRegistryKnows(RegistrySimulator simulator) {
        registry = simulator;
        victim = somebody();
        referral = refer(MEDICAL);
        received(referral);
        survivor = somebody();
    }

    private String somebody() {
        return registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
    }

    private void read(String person) {
        routes.request("direct:refresh-person", exchange -> exchange.getMessage().setBody(person));
    }

    private void merged(String person, String into) {
        registry.mergeUntold(person, into);
        read(person);
        assertThat(persons.find(person).orElseThrow().mergedInto()).isEqualTo(into);
    }

    private void flag(String person) throws IOException {
        assertThat(registry.flag(person, Person.HIDDEN).isAck()).isTrue();
    }

    private boolean hidden(String person) {
        return persons.find(person).filter(Person::hidden).isPresent();
    }

    private void isHidden() {
        assertThat(hidden(victim)).isTrue();
        check("getReferral", 404, officer.get("/v1/referrals/" + referral));
        check("getPartnerReferral", 404, officer.as("PBM").get("/v1/partner/referrals/" + referral));
        assertThat(officer.as("ADMIN").get("/v1/admin/deliveries?referral=" + referral).body().path("items")).isEmpty();
        assertThat(messages(referral)).contains("cancellation DUE");
    }

    @Test
    void the_flag_of_the_survivor_reaches_all_that_were_merged_also_in_a_circle() throws IOException {
        String between = somebody();
        String another = somebody();
        merged(victim, between);
        merged(between, survivor);
        merged(survivor, another);
        merged(another, between);
        get(referral);
        flag(survivor);
        isHidden();
        assertThat(hidden(between)).isTrue();
        assertThat(hidden(another)).isTrue();
    }

    @Test
    void a_survivor_whom_the_hub_never_met_is_one_too() throws IOException {
        merged(victim, survivor);
        assertThat(persons.find(survivor)).isEmpty();
        flag(survivor);
        isHidden();
        assertThat(hidden(survivor)).as("from the first moment on").isTrue();
    }

    @Test
    void the_flag_of_the_id_that_was_merged_reaches_the_survivor() throws IOException {
        String old = somebody();
        read(old);
        registry.faults().refuse();                  // known by notices alone
        registry.merge(old, victim);
        flag(old);
        isHidden();
    }

    @Test
    void who_is_merged_into_a_hidden_person_is_hidden_at_once() throws IOException {
        read(survivor);
        flag(survivor);
        registry.faults().refuse();
        assertThat(registry.merge(victim, survivor).isAck()).isTrue();
        isHidden();
    }

    @Test
    void so_is_who_is_found_to_be_merged_when_read_again() throws IOException {
        read(survivor);
        flag(survivor);
        registry.mergeUntold(victim, survivor);
        read(victim);
        isHidden();
    }

    @Test
    void a_flag_that_nobody_knows_keeps_no_merge_from_being_learnt() throws IOException {
        read(survivor);
        flag(survivor);
        registry.mergeUntold(victim, survivor);
        registry.flagUntold(victim, "NEW");
        read(victim);
        isHidden();
    }

    @Test
    void nor_the_flag_of_the_old_id_from_reaching_the_survivor() {
        String old = somebody();
        read(old);
        registry.mergeUntold(old, victim);
        registry.flagUntold(old, Person.HIDDEN, "NEW");
        read(old);
        isHidden();
    }

    @Test
    void who_is_read_again_and_merged_as_before_waits_for_nobodys_turn() {
        merged(victim, survivor);
        persons.expire(victim);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(7361948205)").query().listOfRows();
            assertThat(CompletableFuture.runAsync(() -> read(victim))).succeedsWithin(Duration.ofSeconds(20));
        });
        assertThat(persons.find(victim).orElseThrow().readAt()).isNotNull();
    }

    @Test
    void a_hidden_person_who_is_found_to_be_merged_hides_the_survivor() throws IOException {
        String old = somebody();
        read(old);
        flag(old);
        registry.mergeUntold(old, victim);
        read(old);
        isHidden();
    }

    @Test
    void of_a_merge_and_a_flag_at_once_the_second_finds_the_first() {
        read(survivor);
        CompletableFuture<Void> flag = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            persons.merged(victim, survivor);
            flag.completeAsync(() -> {
                persons.flag(survivor, java.util.Set.of(Person.HIDDEN));
                return null;
            });
            Awaitility.await().until(() -> jdbc.sql("""
                    select exists (select 1 from pg_stat_activity where datname = current_database()
                      and wait_event = 'advisory' and query like '%pg_advisory_xact_lock%')""")
                    .query(Boolean.class).single());
        });
        flag.join();
        isHidden();
    }

    @Test
    void whom_two_people_show_again_no_old_merge_hides() throws IOException {
        merged(victim, survivor);
        flag(survivor);
        jdbc.sql("update person set flags = array_remove(flags, :hidden) where victim_id = :id").param("hidden", Person.HIDDEN)
                .param("id", victim).update();
        registry.flagUntold(victim);
        read(victim);
        assertThat(hidden(victim)).isFalse();
    }
}
