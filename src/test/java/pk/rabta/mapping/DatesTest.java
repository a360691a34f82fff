package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2026-03-05|date|dd-MM-uuuu|05-03-2026",
                "05.03.2026|dd.MM.uuuu|date|2026-03-05",
                "2026-03-05T20:30:00Z|instant|date|2026-03-06",
                "2026-03-05T20:30:00.123Z|instant|uuuu-MM-dd'T'HH:mm:ss|2026-03-06T01:30:00",
                "2026-03-05 09:15|uuuu-MM-dd HH:mm|instant|2026-03-05T04:15:00Z",
                "2026-03-05T09:15:00+05:00|instant|instant|2026-03-05T04:15:00Z",
                "5 Mar 2026|d MMM uuuu|date|2026-03-05"
            })
    void converts(String value, String from, String to, String expected) {
        assertThat(Dates.convert(value, from, to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-02-30|date|date|not written as",
                "2025-02-29|date|date|not written as",
                "3/4/2026|dd/MM/uuuu|date|not written as",
                "2026-03-05 extra|date|date|not written as",
                "٢٠٢٦-03-05|date|date|not written as",
                "2026-03-05|date|instant|cannot be written as",
                "2026-03-05|date|HH:mm|cannot be written as",
                "2026-03-05|yyyy-MM-dd|date|uuuu",
                "2026-03-05|nonsense|date|no pattern"
            })
    void refuses(String value, String from, String to, String what) {
        assertThatThrownBy(() -> Dates.convert(value, from, to))
                .isInstanceOf(Refusal.class)
                .satisfies(e -> assertThat(((Refusal) e).what() + ((Refusal) e).remedy())
                        .contains(what));
    }
}
