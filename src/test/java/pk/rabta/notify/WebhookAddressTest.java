package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.api.WebAddress;

class WebhookAddressTest {

    private final WebhookAddress strict = new WebhookAddress(new WebhookSettings(false, Duration.ofDays(5)));
    private final WebhookAddress sandbox = new WebhookAddress(new WebhookSettings(true, Duration.ofDays(5)));

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7",
        "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1",
        "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "2001::1"})
    void refuses_what_is_not_the_internet(String address) throws UnknownHostException {
        assertThat(WebAddress.isPublic(InetAddress.getByName(address))).isFalse();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThat(strict.refusal("https://" + host + "/hooks")).isNotNull();
        assertThatThrownBy(() -> strict.resolve(address)).isInstanceOf(WebhookAddress.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111"})
    void lets_the_internet_through(String address) throws UnknownHostException {
        assertThat(WebAddress.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://8.8.8.8/hooks", "https://user@8.8.8.8/", "https://8.8.8.8/#part", "https:///x",
        "https://no-such-host.invalid/", "https://[broken/", "https://localhost/",
        // What Camel's HTTP component would look up, were it to see it (CVE-2026-78164).
        "https://8.8.8.8/{{rabta.broker.password}}", "https://8.8.8.8/?x={{env:PATH}}", "https://8.8.8.8/${sys.user.home}"})
    void refuses_urls_that_say_too_much_or_lead_nowhere(String url) {
        assertThat(strict.refusal(url)).isNotNull();
    }

    @Test
    void a_sandbox_may_send_to_itself() {
        assertThat(sandbox.refusal("http://127.0.0.1:8080/hooks")).isNull();
        assertThat(sandbox.schemeAllowed("http://127.0.0.1/")).isTrue();
        assertThat(strict.schemeAllowed("http://8.8.8.8/")).isFalse();
        assertThat(strict.refusal("https://8.8.8.8/hooks")).isNull();
    }
}
