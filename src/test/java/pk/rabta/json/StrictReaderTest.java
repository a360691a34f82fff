package pk.rabta.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.json.Unreadable.Why;

class StrictReaderTest {

    private static final StrictReader READER = new StrictReader(StrictReader.mapper(8, 1_000).build());

    @ParameterizedTest
    @CsvSource({"0,0,1:9", "1,0,1:10", "0,1,2:9", "3,2,3:12"})
    void bytesThatAreNotUtf8AreRefusedWithTheirPlace(int letters, int lines, String place) {
        String before = "\n".repeat(lines) + "{\"name\":" + (letters == 0 ? "" : "\"" + "گ".repeat(letters - 1));
        byte[] start = before.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[start.length + 2];
        System.arraycopy(start, 0, bytes, 0, start.length);
        bytes[start.length] = (byte) 0xC3;
        bytes[start.length + 1] = '"';
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> READER.read(bytes)).satisfies(refused -> {
            assertThat(refused.why()).isEqualTo(Why.ENCODING);
            assertThat(refused.place()).isEqualTo(place);
        });
    }

    /** Overlong forms, half surrogates and what lies beyond Unicode are no letters in another dress. */
    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "E08080", "EDA080", "F4908080", "FF", "C3"})
    void noByteIsReplaced(String hex) {
        byte[] wrong = java.util.HexFormat.of().parseHex("22" + hex + "22");
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> READER.read(wrong))
                .satisfies(refused -> assertThat(refused.why()).isEqualTo(Why.ENCODING));
    }

    /** A whole document in another encoding is another matter. */
    @Test
    void whatEndsWithinALetterIsCutOff() {
        byte[] whole = "{\"name\":\n\"گل".getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> READER.read(Arrays.copyOf(whole, whole.length - 1)))
                .satisfies(refused -> {
                    assertThat(refused.why()).isEqualTo(Why.SYNTAX);
                    assertThat(refused.place()).isEqualTo("2:3");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e1000000000", "-1E+41", "1e-1000000000", "1e99999999999", "0.1e-40", "{\"a\":[1e99]}"})
    void aNumberIsNotLongerThanItLooks(String json) {
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> READER.read(json))
                .satisfies(refused -> assertThat(refused.why()).isEqualTo(Why.NUMBER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "01", "+1", ".5", "1.", "0x10", "{\"a\":1,\"a\":1}",
        "{} {}", "[1,]", "'a'", "nul", "\"\u0000\"", "// c\n1"})
    void whatIsNoJsonIsRefusedWithItsPlace(String json) {
        assertThatExceptionOfType(Unreadable.class).isThrownBy(() -> READER.read(json)).satisfies(refused -> {
            assertThat(refused.why()).isEqualTo(Why.SYNTAX);
            assertThat(refused.place()).matches("1:[0-9]+|2:1");
        });
    }

    @Test
    void depthAndLengthHaveBounds() {
        assertThat(why("[".repeat(9) + "]".repeat(9))).isEqualTo(Why.SIZE);
        assertThat(why("1".repeat(41))).isEqualTo(Why.SIZE);
        assertThat(why("0." + "1".repeat(41))).isEqualTo(Why.SIZE);
        assertThat(why("[".repeat(1_000_000))).isEqualTo(Why.SIZE);
        assertThat(why("[" + "{},".repeat(1_000) + "{}]")).isEqualTo(Why.SIZE);
        assertThat(why("")).isEqualTo(Why.EMPTY);
        assertThat(why(" ")).isEqualTo(Why.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "-0.0", "1e39", "12000.50", "[[[[[[[[]]]]]]]]", "\"گل بی‌بی\"", "\uFEFF{}"})
    void whatIsRightIsRead(String json) throws Unreadable {
        assertThat(READER.read(json.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }

    private static Why why(String json) {
        try {
            READER.read(json);
            throw new AssertionError("read: " + json);
        } catch (Unreadable refused) {
            return refused.why();
        }
    }
}
