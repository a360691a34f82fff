package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import pk.rabta.settings.WrongSettingsException;

/** The master key changes while two nodes seal and open, each with a key file of its own. */
class RotationTest extends KeyScene {

    @Test
    void aNewKeySealsOnlyOnceEveryNodeHasIt() {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        one.write("current " + young, "other " + old);
        one.keys.readAgain();
        assertThat(one.sealing()).isEqualTo(oldId);
        two.write("current " + young, "other " + old);
        both(one, two);
        assertThat(one.sealing()).isEqualTo(youngId);
        assertThat(two.sealing()).isEqualTo(youngId);
    }

    @Test
    void aNodeThatSaidNothingForAMinuteIsNotWaitedFor() {
        KeyNode one = node("one", "current " + old);
        node("two", "current " + old);
        one.write("current " + young, "other " + old);
        clock.forward(KeyHolders.ALIVE.plusSeconds(1));
        one.keys.readAgain();
        assertThat(one.sealing()).isEqualTo(youngId);
    }

    @Test
    void aNodeLooksAtItsFileWhenItMeetsAKeyThatItLacks() {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        two.write("current " + young, "other " + old);
        clock.forward(KeyHolders.ALIVE.plusSeconds(1));
        two.keys.readAgain();
        person(two, "P-1");
        assertThatThrownBy(() -> read(one, "P-1")).hasMessageContaining(youngId);
        one.write("current " + young, "other " + old);
        clock.forward(Duration.ofSeconds(2));
        assertThat(read(one, "P-1")).isEqualTo(TEXT);
    }

    @Test
    void whatStoodUnderTheOldKeyIsSealedAgainWhileTwoNodesSealAndOpen() throws Exception {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        for (int i = 0; i < 450; i++) {
            person(i % 2 == 0 ? one : two, "P-" + i);
        }
        byte[] hash = new LookupHash(new HubKeys(jdbc, one.vault, clock)).of("cnic", "9999900000001");
        try (ExecutorService load = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> work = new ArrayList<>();
            work.add(load.submit(work(one, two, "A")));
            work.add(load.submit(work(two, one, "B")));
            one.write("current " + young, "other " + old);
            one.keys.readAgain();
            one.reseal.run();
            assertThat(rows(oldId)).isGreaterThanOrEqualTo(450);
            two.write("current " + young, "other " + old);
            both(one, two);
            // A run ends in the middle, with its process; another node goes on.
            assertThat(one.reseal.batch(SealedColumn.ALL.getFirst(), oldId)).isEqualTo(200);
            two.reseal.run();
            for (Future<Integer> done : work) {
                assertThat(done.get()).isEqualTo(300);
            }
        }
        two.reseal.run();
        assertThat(rows(oldId)).isZero();
        assertThat(read(one, "P-7")).isEqualTo(TEXT);
        assertThat(new LookupHash(new HubKeys(jdbc, two.vault, clock)).of("cnic", "9999900000001")).isEqualTo(hash);
    }

    /** Persons who come and are read by the other node, as acceptance and dispatch do. */
    private Callable<Integer> work(KeyNode writer, KeyNode reader, String name) {
        return () -> {
            int good = 0;
            for (int i = 0; i < 300; i++) {
                person(writer, name + i);
                good += read(reader, name + i).equals(TEXT) ? 1 : 0;
            }
            return good;
        };
    }

    @Test
    void aKeyThatIsNeededIsMissedAtTheStartAndAtOnce() {
        KeyNode one = node("one", "current " + old);
        person(one, "P-1");
        one.write("current " + young);
        one.keys.readAgain();
        assertThat(one.status.problem()).contains(oldId, "1 rows need it");
        assertThat(read(one, "P-1")).isEqualTo(TEXT);
        one.keys.leave();
        assertThatThrownBy(() -> node("one", "current " + young)).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("the id " + oldId).hasMessageContaining("1 rows need");
    }

    @Test
    void aKeyThatNothingNeedsMayGo() {
        KeyNode one = node("one", "current " + old);
        person(one, "P-1");
        one.write("current " + young, "other " + old);
        one.keys.readAgain();
        one.reseal.run();
        assertThat(one.status.keys()).noneMatch(KeyStatus.Key::removable);
        clock.forward(KeyHolders.SETTLED.plusSeconds(1));
        assertThat(one.status.keys()).filteredOn(KeyStatus.Key::removable).extracting(KeyStatus.Key::id)
                .containsExactly(oldId);
        one.write("current " + young);
        one.keys.readAgain();
        assertThat(one.status.problem()).isNull();
        assertThat(read(node("two", "current " + young), "P-1")).isEqualTo(TEXT);
    }
}
