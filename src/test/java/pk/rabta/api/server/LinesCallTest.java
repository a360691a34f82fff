package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletResponse;
import pk.rabta.api.Language;
import pk.rabta.api.SealedFile;

/** What ends a call of lines, and what is still told then. */
class LinesCallTest {

    private static final byte[] RESULT = "{\"line\":1}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;
    private final AtomicInteger freed = new AtomicInteger();
    private MockHttpServletResponse response = new MockHttpServletResponse();
    private SealedFile file;

    @BeforeEach
    void body() throws IOException {
        file = SealedFile.in(folder);
        try (OutputStream out = file.output()) {
            out.write("{}\n{}\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private LinesCall call() throws IOException {
        return call(Duration.ofHours(1));
    }

    private LinesCall call(Duration time) throws IOException {
        return new LinesCall(file, 100, time, response, () -> false, freed::incrementAndGet);
    }

    @Test
    void whenItsTimeIsUpNoMoreIsRead_andWhatWasDoneIsTold() throws Exception {
        LinesCall call = call(Duration.ofNanos(1));
        await().until(call::over);
        assertThat(call.next()).isNull();
        call.write(RESULT, Language.EN);
        assertThat(response.getContentAsByteArray()).isEqualTo(RESULT);
        assertThat(freed).as("the turn, before the answer has ended").hasValue(0);
    }

    /** Also lines that were accepted: whoever is not told of those that end it sends them for ever. */
    @Test
    void whatWasDoneIsToldWhereItEndedMeanwhile() throws Exception {
        LinesCall call = call();
        call.end();
        assertThat(call.over()).isTrue();
        call.write(RESULT, Language.EN);
        assertThat(response.getContentAsByteArray()).isEqualTo(RESULT);
        assertThat(call.begun()).isTrue();
    }

    @Test
    void whoIsGoneIsToldNothingMore() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        response = new Gone(tries);
        LinesCall call = call();
        call.write(RESULT, Language.EN);
        assertThat(call.over()).isTrue();
        call.write(RESULT, Language.EN);
        assertThat(tries).hasValue(1);
        assertThat(freed).hasValue(0);
    }

    @Test
    void whatWasClosedSendsNothingMore_andFreesItsTurnOnce() throws Exception {
        LinesCall call = call();
        call.close();
        call.close();
        assertThat(call.over()).isTrue();
        call.write(RESULT, Language.EN);
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(freed).hasValue(1);
    }

    /** A connection that takes nothing. */
    private static final class Gone extends MockHttpServletResponse {

        private final AtomicInteger tries;

        private Gone(AtomicInteger tries) {
            this.tries = tries;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void write(int one) throws IOException {
                    tries.incrementAndGet();
                    throw new IOException("reset");
                }
            };
        }
    }
}
