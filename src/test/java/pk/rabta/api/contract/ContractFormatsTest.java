package pk.rabta.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.api.Violation;

/** What members must be besides their patterns, as the operations that have them refuse it. */
class ContractFormatsTest {

    /** In Pakistan it is the sixth of March already. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-05T20:30:00Z"), ZoneOffset.UTC);
    private static final Contract CONTRACT = new Contract(CLOCK);

    @ParameterizedTest
    @CsvSource({"10:00-13:00,", "21:00-02:00,", "18:00-06:00,", "00:00-23:59,", "10:00-10:00,safe-hours",
        "13:00-10:00,safe-hours", "18:00-06:01,safe-hours", "10:00-24:00,pattern", "9:00-10:00,pattern",
        "10:00-13:00Z,pattern", "10:00-13:00+05:00,pattern", "10:00,pattern", "10:00 - 13:00,pattern"})
    void safe_hours_are_two_times_in_order(String hours, String code) {
        check("submitReferral", "/contact", "safeHours", hours, code);
        check("amendReferral", "/contact", "safeHours", hours, code);
        check("recordConsent", "/restrictions", "safeHours", hours, code);
    }

    @ParameterizedTest
    @CsvSource({"see ticket OPS-2026-0117,", "about 99999-0000001-7,no-numbers", "called from 0300 0000017,no-numbers"})
    void what_the_audit_keeps_holds_nobodys_number(String reason, String code) {
        check("pausePartner", "", "reason", reason, code);
        check("requestBreakGlass", "", "reason", reason, code);
        check("requestBreakGlass", "", "caseReference", reason, code);
        check("releaseProtected", "", "reason", reason, code);
        check("erasePerson", "", "reason", reason, code);
    }

    /** It is looked through besides its length: as much as a body holds must not end the thread's stack. */
    @Test
    void a_reason_of_many_digits_is_refused_as_one_of_few() {
        what_the_audit_keeps_holds_nobodys_number("9".repeat(900_000), "no-numbers");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-06,", "1999-12-31,", "2026-03-07,not-later", "2126-03-05,not-later", "2026-02-30,not-later"})
    void what_was_done_was_not_done_after_today(String day, String code) {
        check("confirmPrecondition", "", "confirmedOn", day, code);
        check("registerDocument", "", "issuedOn", day, code);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-06T23:59:59+05:00,", "2026-03-06T18:00:00Z,", "2026-03-06T19:00:00Z,not-later",
        "2026-03-07T01:00:00+05:00,not-later"})
    void a_consent_begins_today_or_began_earlier(String time, String code) {
        check("recordConsent", "", "validFrom", time, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0177.0.0.1", "2130706433", "0x7f.1", "0x7f000001", "127.1", "127.0.0.1.", "1.2.3.04",
        "[::ffff:127.0.0.1]", "[::ffff:8.8.8.8]", "[::ffff:7f00:1]", "169.254.169.254", "[fe80::1]", "[fe80::1%25eth0]",
        "0.0.0.0", "[::]", "224.0.0.1", "256.1.1.1", "8.8.8.8:0", "8.8.8.8:99999", "hub.example.org:0",
        "hub.example.org:65536", "hub.example.org:99999999999", "user@hub.example.org", "hub.example.org/#x"})
    void an_address_that_is_read_in_two_ways_or_belongs_to_no_host_is_none(String host) {
        check("createSubscription", "", "url", "https://" + host, "web-address");
        check("registerDocument", "", "location", "https://" + host, "public-web-address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST.", "files.localhost", "10.1.2.3", "[::1]", "[fd12::1]",
        "192.168.1.1:8443", "100.64.0.1"})
    void a_document_is_not_fetched_from_a_private_address(String host) {
        check("createSubscription", "", "url", "https://" + host + "/x", null);
        check("registerDocument", "", "location", "https://" + host + "/x", "public-web-address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.example.org", "hub.example.org:65535", "8.8.8.8:1", "[2606:4700::1111]:443", "1a.example"})
    void hosts_of_the_internet_are_named_freely(String host) {
        check("createSubscription", "", "url", "https://" + host + "/x", null);
        check("registerDocument", "", "location", "https://" + host + "/x", null);
    }

    private static void check(String operation, String parent, String member, String value, String code) {
        var body = JsonNodeFactory.instance.objectNode();
        body.withObject(parent.isEmpty() ? "" : parent).put(member, value);
        List<String> found = CONTRACT.operations().get(operation).body().check(body, "").stream()
            .filter(violation -> violation.pointer().equals(parent + "/" + member)).map(Violation::code).toList();
        if (code == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains(code);
        }
    }
}
