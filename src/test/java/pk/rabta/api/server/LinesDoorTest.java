package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import pk.rabta.api.Caller;
import pk.rabta.api.Language;
import pk.rabta.api.Problem;
import pk.rabta.api.ProblemException;
import pk.rabta.api.contract.Contract;
import pk.rabta.api.contract.Operation;

/** Why no lines are taken at the moment: the reason that it is, not another one. */
class LinesDoorTest {

    private static final Caller TOOL = new Caller("tool", Set.of("referrals:write"), null, null, null, null, "tool");
    private final Operation operation = new Contract(Clock.systemUTC()).operations().get("submitReferrals");
    @TempDir
    private Path parent;

    private LinesDoor door(Path folder) {
        return new LinesDoor(new BulkSettings(DataSize.ofKilobytes(1), 10, Duration.ofSeconds(10), Duration.ofHours(2), 1,
            folder.toString()), new ApiSettings(DataSize.ofKilobytes(1), DataSize.ofKilobytes(1), DataSize.ofKilobytes(4),
            Duration.ofSeconds(10), List.of(), null, List.of()), new SimpleMeterRegistry());
    }

    private LinesCall send(LinesDoor door) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(operation.method(), operation.path());
        request.setContentType(Operation.LINES);
        request.setContent(new byte[] {'{', '}'});
        return door.receive(operation, TOOL, request, new MockHttpServletResponse());
    }

    private String refusal(LinesDoor door) {
        Problem problem = catchThrowableOfType(ProblemException.class, () -> send(door)).problem();
        assertThat(problem.type().status()).isEqualTo(503);
        assertThat(problem.headers()).containsEntry("Retry-After", "30");
        return problem.detail().in(Language.EN);
    }

    @Test
    void aFolderThatTakesNothingIsSaid_andTheTurnIsGivenBack() throws Exception {
        Path folder = parent.resolve("bulk");
        LinesDoor door = door(folder);
        Files.delete(folder);
        Files.createFile(folder);
        assertThat(refusal(door)).contains("no room");
        Files.delete(folder);
        send(door).close();
    }

    @Test
    void aStopIsSaid() {
        LinesDoor door = door(parent);
        door.stop();
        assertThat(refusal(door)).startsWith("The hub stops");
    }

    /** Whatever holds a call, its end gives back the turn: a little after the answer's own time. */
    @Test
    void aCallHasALongestTime() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAsyncSupported(true);
        EdgeRequest lasting = new EdgeRequest(request, new byte[0], true, door(parent).callTime());
        assertThat(lasting.startAsync().getTimeout()).isEqualTo(Duration.ofMinutes(125).toMillis());
    }
}
