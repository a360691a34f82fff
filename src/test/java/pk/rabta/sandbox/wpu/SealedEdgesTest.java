package pk.rabta.sandbox.wpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Kept;

/** What a unit, or whoever has its keys, might put inside a message that is sealed and signed as it should be. */
@HubTest
class SealedEdgesTest {

    private static final String ANSWER = "{\"token\":\"PT-00000000000000000000000000N\",\"admitted\":false%s}";

    @Autowired
    private ApplicationContext hub;
    private WpuSimulator unit;
    private UnitSeal seal;

    @BeforeEach
    void prepare(WpuSimulator simulator) {
        unit = simulator;
        unit.decide(WpuSimulator.Verdict.SILENT, Duration.ZERO);
        seal = unit.seal();
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"admitted\":true", ",\"x\":NaN", ",\"x\":1e1000000000", "} {", ",\"x\":DEEP", ",\"x\":MANY"})
    void whatIsReadInTwoWaysOrHasNoBoundsIsRefused(String more) throws Exception {
        String content = ANSWER.formatted(more.replace("DEEP", "[".repeat(70) + "]".repeat(70))
                .replace("MANY", "[" + "0,".repeat(200_000) + "0]"));
        refused(content.getBytes(StandardCharsets.UTF_8), "malformed-json");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws Exception {
        byte[] content = ANSWER.formatted("").getBytes(StandardCharsets.UTF_8);
        content[12] = (byte) 0xC3;
        assertThat(refused(content, "malformed-json")).contains("not UTF-8, line 1, column");
    }

    /** Nothing in an answer is free text, so a direction mark fits nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {"\u202E", "\u2066", "\u200F", "\u061C", "\uFEFF"})
    void directionMarksFitNowhere(String mark) throws Exception {
        HttpResponse<String> answer = unit.send(ANSWER.formatted("").replace("N\"", "N" + mark + "\"")
                .getBytes(StandardCharsets.UTF_8), seal);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).doesNotContain(mark, "PT-0");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        refused(ANSWER.formatted(",\"x\":\"" + "x".repeat(3 << 20) + "\"").getBytes(StandardCharsets.UTF_8), "payload-too-large");
    }

    private String refused(byte[] content, String problem) throws Exception {
        HttpResponse<String> answer = unit.send(content, seal);
        assertThat(answer.body()).contains(problem);
        assertThat(Kept.messages(hub, "wpu-kp", "sealed/" + seal.id)).isZero();
        return answer.body();
    }
}
