package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeHoursTest {

    @ParameterizedTest
    @CsvSource({
            "10:00-13:00, 10:00-13:00, 10:00-13:00",
            "10:00-13:00, 12:00-15:00, 12:00-13:00",
            "09:00-17:00, 11:00-12:00, 11:00-12:00",
            "10:00-13:00, 13:00-15:00, ",
            "10:00-13:00, 21:00-02:00, ",
            "21:00-02:00, 22:00-23:30, 22:00-23:30",
            "21:00-02:00, 01:00-03:00, 01:00-02:00",
            "21:00-02:00, 23:00-06:00, 23:00-02:00",
            "00:00-23:59, 21:00-02:00, 21:00-23:59",
            "20:00-07:00, 06:00-21:30, 20:00-21:30"})
    void whatIsSafeByBoth(String one, String other, String common) {
        assertThat(SafeHours.common(one, other)).isEqualTo(common);
        assertThat(SafeHours.common(other, one)).isEqualTo(common);
    }
}
