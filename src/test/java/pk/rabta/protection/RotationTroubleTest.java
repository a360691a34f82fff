package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Secrets;
import pk.rabta.settings.WrongSettingsException;

/** What goes wrong in a change of the master key: nobody loses anything, and it is said what to do. */
class RotationTroubleTest extends KeyScene {

    @Test
    void aBrokenOrMissingFileChangesNothing() throws IOException {
        KeyNode one = node("one", "current " + old);
        person(one, "P-1");
        one.write("curent " + young);
        one.keys.readAgain();
        assertThat(one.status.problem()).contains("line 1");
        Files.write(folder.resolve("one"), new byte[] {(byte) 0xff, (byte) 0xfe});
        one.keys.readAgain();
        assertThat(one.status.problem()).contains("cannot be read", "one");
        Files.delete(folder.resolve("one"));
        one.keys.readAgain();
        assertThat(one.status.problem()).contains("master-key-file cannot be read", "one");
        assertThat(one.sealing()).isEqualTo(oldId);
        assertThat(read(one, "P-1")).isEqualTo(TEXT);
        Files.createDirectory(folder.resolve("folder"));
        assertThatThrownBy(() -> new KeyNode(folder.resolve("folder"), jdbc, transaction, clock))
                .isInstanceOf(WrongSettingsException.class).hasMessageContaining("cannot be read");
    }

    @Test
    void twoNodesThatGetDifferentNewKeysGoOnWithTheOneThatBothHave() {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        one.write("current " + young, "other " + old);
        two.write("current " + Secrets.key(), "other " + old);
        both(one, two);
        assertThat(one.sealing()).isEqualTo(oldId);
        assertThat(two.sealing()).isEqualTo(oldId);
        person(one, "P-1");
        assertThat(read(two, "P-1")).isEqualTo(TEXT);
    }

    @Test
    void twoRunsAtOnceDoTheWorkOnce() throws Exception {
        KeyNode one = node("one", "current " + old);
        KeyNode two = node("two", "current " + old);
        for (int i = 0; i < 900; i++) {
            person(one, "P-" + i);
        }
        one.write("current " + young, "other " + old);
        two.write("current " + young, "other " + old);
        both(one, two);
        try (ExecutorService runs = Executors.newFixedThreadPool(2)) {
            List<Future<?>> ends = List.of(runs.submit(one.reseal::run), runs.submit(two.reseal::run));
            for (Future<?> end : ends) {
                end.get();
            }
        }
        one.reseal.run();                             // rows that one held were passed over by the other
        assertThat(rows(oldId)).isZero();
        assertThat(rows(youngId)).isEqualTo(900);
        assertThat(read(two, "P-899")).isEqualTo(TEXT);
    }
}
