package pk.rabta.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;

/** An answer of the registry that is older than what it told meanwhile. */
@HubTest
class PersonsTest {

    @Autowired
    private Persons persons;
    @Autowired
    private Seeds seeds;
    @Autowired
    private Clock clock;

    @Test
    void anAnswerThatWasAskedForBeforeAFlagTakesItNotAway() {
        String id = seeds.person();
        Instant asked = clock.instant();
        ObjectNode answer = seeds.snapshot(id);
        persons.flag(id, Set.of("WITNESS_PROTECTED"));
        persons.store(answer, asked);
        Person person = persons.find(id).orElseThrow();
        assertThat(person.hidden()).isTrue();
        assertThat(person.fresh(clock.instant())).isFalse();
    }

    @Test
    void anAnswerThatWasAskedForLaterMayEndAFlag() {
        String id = seeds.person();
        persons.flag(id, Set.of("WITNESS_PROTECTED"));
        persons.store(seeds.snapshot(id), clock.instant().plusMillis(1));
        Person person = persons.find(id).orElseThrow();
        assertThat(person.hidden()).isFalse();
        assertThat(person.fresh(clock.instant())).isTrue();
    }

    @Test
    void aDeathThatWasRecordedWronglyCanBeCorrected() {
        String id = seeds.person();
        ObjectNode dead = seeds.snapshot(id);
        dead.put("deceased", true);
        persons.store(dead, clock.instant());
        assertThat(persons.find(id).orElseThrow().deceased()).isTrue();
        persons.store(seeds.snapshot(id), clock.instant());
        assertThat(persons.find(id).orElseThrow().deceased()).isFalse();
    }
}
