package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // connection   | X-Forwarded-For                       | from where it came
        "203.0.113.9    |                                       | 203.0.113.9",
        "203.0.113.9    | 10.1.0.5                              | 203.0.113.9",
        "203.0.113.9    | 198.51.100.7, 10.1.0.5                | 203.0.113.9",
        "10.1.0.5       |                                       | 10.1.0.5",
        "10.1.0.5       | 198.51.100.7                          | 198.51.100.7",
        "10.1.0.5       | 192.0.2.1, 198.51.100.7               | 198.51.100.7",
        "10.1.0.5       | 192.0.2.1, 198.51.100.7, 10.2.3.4     | 198.51.100.7",
        "10.1.0.5       | 10.2.3.4                              | 10.2.3.4",
        "10.1.0.5       | 2001:db8::7                           | 2001:db8::7",
        "10.1.0.5       | localhost                             | 10.1.0.5",
        "10.1.0.5       | 198.51.100.7, unknown                 | 10.1.0.5",
        "10.1.0.5       | 198.51.100.7:80                       | 10.1.0.5",
        "10.1.0.5       | 198.51.100.300                        | 10.1.0.5",
        "10.1.0.50      | 198.51.100.7                          | 10.1.0.50"})
    void only_what_a_trusted_proxy_added_counts(String peer, String forwarded, String from) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }
        assertThat(trusting("10.1.0.5", "10.2.0.0/16").of(request)).isEqualTo(from);
        assertThat(trusting().of(request)).isEqualTo(peer);
    }

    @Test
    void several_headers_are_one_list() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("10.1.0.5");
        request.addHeader("X-Forwarded-For", "192.0.2.1");
        request.addHeader("X-Forwarded-For", "198.51.100.7");
        assertThat(trusting("10.1.0.5").of(request)).isEqualTo("198.51.100.7");
    }

    @Test
    void a_proxy_that_is_no_address_stops_the_start() {
        assertThatThrownBy(() -> trusting("10.1.0.0/99")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trusting("proxy.example")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ClientAddress trusting(String... proxies) {
        return new ClientAddress(new ApiSettings(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1), DataSize.ofMegabytes(4),
            Duration.ofSeconds(30), List.of(proxies),
            null, List.of()));
    }
}
