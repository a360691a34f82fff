package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.identity.Prefix;

class MaskedTest {

    @ParameterizedTest
    @CsvSource({"notice-9999900000017-1,notice-*************-*", "99999-0000001-7.csv,*****-*******-*.csv",
        "99999_0000001_7.csv,*****_*******_*.csv", "N99999 0000001 7,N***** ******* *",
        "sms/+923000000017,sms/+************", "0300-0000017,****-*******", "0300_0000017.csv,****_*******.csv",
        "۹۹۹۹۹-۰۰۰۰۰۰۱-۷,*****-*******-*", "CNIC9999900000017END,CNIC*************END",
        "2026-03-05 9999900000017,2026-03-05 *************", "2026-03-05-99999-0000001-7,2026-03-05-*****-*******-*",
        "2026-03-05 10:30+0300-0000017,2026-03-05 10:30+****-*******",
        "99999 2026-03-05,***** ****-**-**", "9999-99-99999,****-**-*****", "2026-13-05 14,****-**-** **",
        "REF-9999900000017,REF-*************", "REF-999990000001799999000000170,REF-***************************",
        "ABC-7SPESWGPX53GVYT1234567890YR5,ABC-7SPESWGPX53GVYT**********YR5"})
    void hidesWhatCouldBeSomebodysNumber(String name, String shown) {
        assertThat(Masked.name(name)).isEqualTo(shown);
    }

    /** Whoever writes a million digits meets a refusal, not the end of a thread's stack. */
    @Test
    void takesNamesOfAnyLength() {
        assertThat(Masked.name("1- ".repeat(500_000))).isEqualTo("*- ".repeat(500_000));
    }

    @ParameterizedTest
    @EnumSource
    void leavesEveryKindOfTheHubsOwnIds(Prefix prefix) {
        hidesWhatCouldBeSomebodysNumber(prefix + "-7SPESWGPX53GVYT1234567890YR", prefix + "-7SPESWGPX53GVYT1234567890YR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZKT_PB_ISTEHQAQ_PK620_20260320_0001.csv", "KP_HEARINGS_2026-03-20.csv", "rest/notice-77",
        "partly-01234567-0123-4123-8123-012345678901",
        "poll/2026-03-20T10:00:00.000Z/41/3/a123456789012bcd", "fhir/x/0123456789abc0123456789abc0123456789abc0123456789abc0123456789ab/4", "REF-7SPESWGPX53GVYTSYG98JTW5YR5",
        "Task/41/_history/3", "",
        "asked on 2026-03-05 14:30", "2026-03-05", "2026-03-05T14:30:00.000+05:00/41/3", "due 2026-03-05, 2026-04-05",
        "fhir/REF-3SPES0GP0530VYTSYG942819653/0123456789abc0123456789abc0123456789abc0123456789abc0123456789ab/4",
        "fhir/REF-7SPESWGPX53GVYTSY1234567890/0123456789abc0123456789abc0123456789abc0123456789abc0123456789ab/4",
        "PT-7SPESWGPX53GVYT1234567890YR"})
    void leavesWhatIsNone(String name) {
        assertThat(Masked.name(name)).isEqualTo(name);
    }
}
