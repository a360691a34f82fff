package pk.rabta.batch.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodingTest {

    private static final String NAME = "زبیدہ خان";

    /** Another program wrote it where it could not read on; the record is whole UTF-8 all the same. */
    @Test
    void theSignForAnUnreadableLetterIsReadAsItStands() {
        String text = NAME + '\uFFFD';
        assertThat(Encoding.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Encoding.Decoded(text, Encoding.UTF_8));
    }

    @Test
    void theArabicAlphabetOfExcelIsKnownByWhatIsNoUtf8() {
        byte[] bytes = "محمد".getBytes(Charset.forName("windows-1256"));
        assertThat(Encoding.decode(bytes)).isEqualTo(new Encoding.Decoded("محمد", Encoding.WINDOWS_1256));
    }

    @Test
    void brokenUtf8IsNotReadAsSomethingElse() {
        byte[] whole = NAME.getBytes(StandardCharsets.UTF_8);
        whole[2] = (byte) 0xFF;
        assertThat(Encoding.decode(whole).encoding()).isEqualTo(Encoding.DAMAGED);
    }
}
