package pk.rabta.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.ProblemException;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;
import pk.rabta.sandbox.registry.RegistrySimulator;

/** An answer of the registry that is older than what it told meanwhile. */
@HubTest
class PersonsTest {

    @Autowired
    private Persons persons;
    @Autowired
    private Seeds seeds;
    @Autowired
    private Clock clock;
    @Autowired
    private ProducerTemplate routes;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private JdbcClient jdbc;

    @Test
    void anAnswerThatWasAskedForBeforeAFlagTakesItNotAway() {
        String id = seeds.person();
        Persons.Asked asked = persons.asking(id);
        persons.flag(id, Set.of("WITNESS_PROTECTED"));
        assertThat(persons.store(seeds.snapshot(id), asked)).isFalse();
        Person person = persons.find(id).orElseThrow();
        assertThat(person.hidden()).isTrue();
        assertThat(person.fresh(clock.instant())).isFalse();
    }

    @Test
    void aFlagThatComesDuringTheVeryFirstQuestionIsKept() {
        String id = "VOT-TEST-FIRST-1";
        Persons.Asked asked = persons.asking(id);
        persons.flag(id, Set.of("WITNESS_PROTECTED"));
        assertThat(persons.store(seeds.snapshot(id), asked)).isFalse();
        Person person = persons.find(id).orElseThrow();
        assertThat(person.hidden()).isTrue();
        assertThat(person.snapshot()).isNull();
    }

    @Test
    void aChangeThatIsToldDuringTheVeryFirstQuestionMakesItsAnswerStale() {
        String id = "VOT-TEST-FIRST-2";
        Persons.Asked asked = persons.asking(id);
        persons.expire(id);
        assertThat(persons.store(seeds.snapshot(id), asked)).isFalse();
        assertThat(persons.store(seeds.snapshot(id), persons.asking(id))).isTrue();
        assertThat(persons.find(id).orElseThrow().fresh(clock.instant())).isTrue();
    }

    @Test
    void anAnswerThatWasAskedForLaterMayEndAFlag() {
        String id = seeds.person();
        persons.flag(id, Set.of("THREAT"));
        seeds.registrySays(seeds.snapshot(id));
        Person person = persons.find(id).orElseThrow();
        assertThat(person.flags()).isEmpty();
        assertThat(person.fresh(clock.instant())).isTrue();
    }

    @Test
    void noAnswerEndsTheProtectionOfAWitness() {
        String id = seeds.person();
        persons.flag(id, Set.of("WITNESS_PROTECTED"));
        seeds.registrySays(seeds.snapshot(id));
        assertThat(persons.find(id).orElseThrow().hidden()).isTrue();
    }

    @Test
    void theRegistryIsAskedAgainWhereItToldOfAChangeWhileItAnswered(RegistrySimulator registry) throws Exception {
        String id = registry.personLike(RegistrySimulator.WIDOW, "9999900000941");
        registry.faults().delay(Duration.ofSeconds(1));
        CompletableFuture<Object> question = routes.asyncRequestBody("direct:refresh-person", id);
        registry.ledger().awaitEntry("search", id);
        persons.flag(id, Set.of("THREAT"));
        question.get();
        Person person = persons.find(id).orElseThrow();
        assertThat(person.fresh(clock.instant())).isTrue();
        assertThat(person.flags()).as("the second answer counts, which knows the widow's own flag only")
                .containsExactly("MEDIA_SENSITIVE");
        assertThat(registry.ledger().entries(id)).hasSize(2);
    }

    @Test
    void nothingIsKeptOfSomebodyWhomTheRegistryDoesNotKnow() {
        String id = "VOT-TEST-NOBODY-1";
        assertThat(routes.request("direct:refresh-person", it -> it.getMessage().setBody(id)).getException())
                .isInstanceOf(ProblemException.class);
        assertThat(persons.find(id)).isEmpty();
    }

    @Test
    void oneOfWhomSomethingWasRecordedStaysWhenTheRegistryDoesNotKnowThem() {
        String id = seeds.person();
        seeds.consent(id, "vso-tool", List.of("pbm"));
        seeds.unread(id);
        assertThat(routes.request("direct:refresh-person", it -> it.getMessage().setBody(id)).getException())
                .isInstanceOf(ProblemException.class);
        assertThat(persons.find(id)).isPresent();
    }

    @Test
    @PartnersPaused("pbm")
    void ofTwoAnswersAtOnceOneTellsThatSomebodyIsGone(HubClient officer) {
        String id = seeds.person();
        String referral = seeds.referral(officer, id, seeds.consent(id, "vso-tool", List.of("pbm")), "pbm-ifa-medical");
        jdbc.sql("update referral set dispatched = true where id = :id").param("id", referral).update();
        ObjectNode merged = seeds.snapshot(id).put("mergedInto", "VOT-TEST-OTHER");
        Persons.Asked asked = persons.asking(id);
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            persons.store(merged.deepCopy(), asked);
            other.completeAsync(() -> persons.store(merged.deepCopy(), asked));
            Awaitility.await().until(() -> jdbc.sql("""
                    select exists (select 1 from pg_stat_activity where datname = current_database()
                      and wait_event_type = 'Lock' and (query like '%person%' or wait_event = 'advisory'))""")
                    .query(Boolean.class).single());
        });
        assertThat(other.join()).isTrue();
        assertThat(jdbc.sql("select count(*) from referral_event where referral_id = :id and type = 'referral.noted'")
                .param("id", referral).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void aDeathThatWasRecordedWronglyCanBeCorrected() {
        String id = seeds.person();
        ObjectNode dead = seeds.snapshot(id);
        dead.put("deceased", true);
        seeds.registrySays(dead);
        assertThat(persons.find(id).orElseThrow().deceased()).isTrue();
        seeds.registrySays(seeds.snapshot(id));
        assertThat(persons.find(id).orElseThrow().deceased()).isFalse();
    }
}
