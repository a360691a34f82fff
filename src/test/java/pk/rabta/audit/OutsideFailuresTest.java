package pk.rabta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The folder outside the database is gone or takes nothing more, while the hub works. */
class OutsideFailuresTest extends LogCase {

    @Test
    void whatWaitsIsToldWhileTheFolderIsGone() throws IOException {
        Path folder = outside.resolve("gone");
        try (LogNode hub = another(folder)) {
            write(2);
            hub.round();
            hub.get(AuditMeasures.class).refresh();
            assertThat(hub.gauge("rabta.audit.waiting.seconds")).isZero();

            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
            Files.writeString(folder, "A file where the folder was");
            write(1);
            hub.sequence();
            clock.advance(Duration.ofMinutes(20));
            assertThatThrownBy(hub.get(Checkpoints.class)::copy).isInstanceOf(UncheckedIOException.class);
            hub.get(AuditMeasures.class).refresh();
            assertThat(hub.gauge("rabta.audit.waiting.seconds")).isEqualTo(Duration.ofMinutes(20).toSeconds());
            assertThat(hub.get(MeterRegistry.class).get("rabta.audit.outside.failures").counter().count()).isPositive();

            Files.delete(folder);
            Files.createDirectories(folder);
            hub.round();
            hub.get(AuditMeasures.class).refresh();
            assertThat(hub.gauge("rabta.audit.waiting.seconds")).isZero();
        }
    }

    @Test
    void aFileThatCannotBeReadLetsTheHubStart() throws IOException {
        Path folder = outside.resolve("torn");
        Files.createDirectories(folder.resolve("checkpoints-2026-01.txt/x"));
        try (LogNode hub = another(folder)) {
            assertThat(hub.get(OutsideCopy.class).known()).isZero();
            assertThat(hub.get(MeterRegistry.class).get("rabta.audit.outside.failures").counter().count()).isPositive();
        }
    }

    /** A month's file that takes nothing: something else stands in its place. */
    @Test
    void aNoteThatCannotBeWrittenIsCounted() throws IOException {
        String month = clock.instant().toString().substring(0, 7);
        Files.createDirectories(outside.resolve("checkpoints-" + month + ".txt/x"));
        write(1);
        node.sequence();
        assertThatThrownBy(() -> {
            node.get(Checkpoints.class).make();
            node.get(Checkpoints.class).copy();
        }).isInstanceOf(UncheckedIOException.class);
        assertThat(node.get(MeterRegistry.class).get("rabta.audit.outside.failures").counter().count()).isPositive();
    }

    /** A step that fails ends its route's round: what tells of it must not be behind it. */
    @Test
    void theMeasureHasARouteOfItsOwn() throws IOException {
        JsonNode routes = new YAMLMapper().readTree(Path.of("routes/operations/audit.camel.yaml").toFile());
        assertThat(routes.valueStream().map(route -> route.at("/route/from/steps"))
                .filter(steps -> steps.toString().contains("auditMeasures"))).singleElement()
                .satisfies(steps -> assertThat(steps).hasSize(1));
    }
}
