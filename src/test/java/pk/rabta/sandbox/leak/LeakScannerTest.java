package pk.rabta.sandbox.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way of writing is made here by other means than the scanner's own. */
class LeakScannerTest {

    private static final String ROMAN = "Nishan Zari Gul";
    private static final String URDU = "نشان زری گل";
    private static final String CNIC = "9999900004711";
    private static final String PHONE = "+923004000471";

    private static Set<String> scan(byte[] data) {
        LeakScanner scanner = new LeakScanner();
        Stream.of(ROMAN, URDU, CNIC, PHONE).forEach(scanner::add);
        scanner.addWord("blast");
        Set<String> found = new TreeSet<>();
        scanner.scan(data, (value, form) -> found.add(value));
        return found;
    }

    static Stream<byte[]> urdu() {
        byte[] utf8 = URDU.getBytes(StandardCharsets.UTF_8);
        return Stream.of(utf8, URDU.getBytes(StandardCharsets.UTF_16LE), ("x" + URDU).getBytes(StandardCharsets.UTF_16BE),
                text("\\u0646\\u0634\\u0627\\u0646 \\u0632\\u0631\\u06CC \\u06AF\\u0644"),
                text("\\u0646\\u0634\\u0627\\u0646 \\u0632\\u0631\\u06cc \\u06af\\u0644"),
                text("&#1606;&#1588;&#1575;&#1606; &#1586;&#1585;&#1740; &#1711;&#1604;"),
                text("&#x646;&#x634;&#x627;&#x646; &#x632;&#x631;&#x6cc; &#x6af;&#x644;"),
                text("%d9%86%d8%b4%d8%a7%d9%86%20%d8%b2%d8%b1%db%8c%20%da%af%d9%84"),
                text("%D9%86%D8%B4%D8%A7%D9%86+%D8%B2%D8%B1%DB%8C+%DA%AF%D9%84"),
                text("\\\\x00" + HexFormat.of().formatHex(utf8)), text(HexFormat.of().withUpperCase().formatHex(utf8)));
    }

    @ParameterizedTest
    @MethodSource("urdu")
    void aNameInUrduIsFoundInEveryEncoding(byte[] data) {
        assertThat(scan(data)).containsExactly(URDU);
    }

    @Test
    void base64IsFoundWhateverStandsAround() {
        for (String before : new String[] {"", "a", "ab", "abc", "abcd"}) {
            for (String after : new String[] {"", "z", "zy"}) {
                byte[] inside = (before + CNIC + after).getBytes(StandardCharsets.UTF_8);
                assertThat(scan(Base64.getEncoder().encode(inside))).as(before + "|" + after).containsExactly(CNIC);
                byte[] letters = (before + URDU + after).getBytes(StandardCharsets.UTF_16LE);
                assertThat(scan(Base64.getUrlEncoder().encode(letters))).containsExactly(URDU);
            }
        }
    }

    @Test
    void numbersAreFoundAsPeopleWriteThem() {
        assertThat(Stream.of("99999-0000471-1", "99999 0000471 1", "x9999900004711y")).allSatisfy(written ->
                assertThat(scan(text(written))).containsExactly(CNIC));
        assertThat(Stream.of("0300-4000471", "03004000471", "00923004000471", "+92 300 4000471")).allSatisfy(written ->
                assertThat(scan(text(written))).containsExactly(PHONE));
    }

    @Test
    void lettersAreFoundInCapitalsAndAcrossNothing() {
        assertThat(scan(text("MR " + ROMAN.toUpperCase(Locale.ROOT)))).containsExactly(ROMAN);
        assertThat(scan(text("{\"mechanism\":\"BLAST\"}"))).containsExactly("blast");
        assertThat(scan(text("Nishan Zari, Gul; 99999000047; bla st"))).isEmpty();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
