package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;
import pk.rabta.connector.tls.TestAuthority;

/** Whose word about a certificate counts. */
class ClientCertificateTest {

    private static final String HEADER = "client-cert";
    private static X509Certificate one;
    private static X509Certificate other;

    @BeforeAll
    static void certificates(@TempDir Path folder) throws Exception {
        TestAuthority authority = new TestAuthority(folder, "departments");
        one = authority.certificateOf("one");
        other = authority.certificateOf("other");
    }

    @Test
    void a_header_counts_from_a_trusted_proxy_if_the_setting_names_it() throws Exception {
        for (String form : List.of(":" + Base64.getEncoder().encodeToString(one.getEncoded()) + ":", pem(one))) {
            assertThat(reading(HEADER).of(request("10.1.0.5", form))).isEqualTo(one);
            assertThat(reading(HEADER).of(request("203.0.113.9", form))).isNull();
            assertThat(reading(null).of(request("10.1.0.5", form))).isNull();
        }
    }

    @Test
    void without_the_header_the_proxys_own_certificate_is_not_the_callers() {
        MockHttpServletRequest request = request("10.1.0.5", null);
        request.setAttribute("jakarta.servlet.request.X509Certificate", new X509Certificate[] {other});
        assertThat(reading(HEADER).of(request)).isNull();
        assertThat(reading(null).of(request)).isEqualTo(other);
    }

    @Test
    void who_is_no_proxy_has_the_certificate_of_its_connection() throws Exception {
        MockHttpServletRequest request = request("203.0.113.9", pem(one));
        request.setAttribute("jakarta.servlet.request.X509Certificate", new X509Certificate[] {other});
        assertThat(reading(HEADER).of(request)).isEqualTo(other);
    }

    @Test
    void what_is_no_certificate_is_none() {
        for (String header : List.of("", ":", "::", ":AAAA:", "nonsense", "%zz", "-----BEGIN CERTIFICATE-----")) {
            assertThat(reading(HEADER).of(request("10.1.0.5", header))).as(header).isNull();
        }
    }

    private static MockHttpServletRequest request(String peer, String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        if (header != null) {
            request.addHeader(HEADER, header);
        }
        return request;
    }

    private static ClientCertificate reading(String header) {
        ApiSettings settings = new ApiSettings(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1), DataSize.ofMegabytes(4),
            Duration.ofSeconds(30), List.of("10.1.0.5"),
            header, List.of());
        return new ClientCertificate(settings, new ClientAddress(settings));
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return URLEncoder.encode("-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n", StandardCharsets.UTF_8)
            .replace("+", "%20");
    }
}
