package pk.rabta.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import pk.rabta.connector.tls.TestAuthority;
import pk.rabta.settings.WrongSettingsException;
import pk.rabta.time.Pakistan;

/** Certificates made here: they end, are told of, and are changed while a client holds its context. */
class RotatedCertificatesTest {

    @TempDir
    private Path folder;

    @Test
    void aNewAuthorityCountsFromTheNextConnectionOn() throws Exception {
        TestAuthority before = new TestAuthority(folder, "before");
        TestAuthority after = new TestAuthority(folder, "after");
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("office", trusting(before));
        SSLContext held = new PartnerTls(partners(Map.of()), bundles).of("office").createSslContext();
        HttpsServer old = server(before);
        HttpsServer young = server(after);
        try {
            assertThat(status(held, old)).isEqualTo(204);
            assertThatThrownBy(() -> status(held, young)).isInstanceOf(SSLHandshakeException.class);
            bundles.updateBundle("office", trusting(after));
            assertThat(status(held, young)).isEqualTo(204);
            assertThatThrownBy(() -> status(held, old)).isInstanceOf(SSLHandshakeException.class);
        } finally {
            old.stop(0);
            young.stop(0);
        }
    }

    @Test
    void certificatesAndStatedDaysAreToldAMonthBefore() throws Exception {
        DefaultSslBundleRegistry bundles =
                new DefaultSslBundleRegistry("office", trusting(new TestAuthority(folder, "month")));
        Instant now = Instant.now();
        String secret = LocalDate.ofInstant(now, Pakistan.ZONE).plusDays(10).toString();
        Expiries expiries = new Expiries(partners(Map.of("client-secret", secret, "signing-key", "2999-12-31",
                "not-known-yet", "")), bundles, List.of(() -> List.of(new Expiry("office", "unit-key", "enc/1", now))));
        assertThat(expiries.all()).hasSize(4).allSatisfy(one -> assertThat(one.partner()).isEqualTo("office"));
        assertThat(expiries.all()).filteredOn(one -> one.soon(now)).extracting(Expiry::kind)
                .containsExactlyInAnyOrder("certificate", "stated", "unit-key");
        assertThat(expiries.all()).filteredOn(one -> one.kind().equals("certificate")).first()
                .satisfies(one -> assertThat(one.days(now)).isBetween(28L, 30L))
                .satisfies(one -> assertThat(one.days(now.plus(Duration.ofDays(31)))).isNegative());
    }

    @Test
    void aStatedDayThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> new Expiries(partners(Map.of("client-secret", "next year")),
                new DefaultSslBundleRegistry(), List.of())).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("expires.client-secret is 'next year'");
    }

    private static SslBundle trusting(TestAuthority authority) throws Exception {
        return SslBundle.of(new PemSslStoreBundle(null,
                PemSslStoreDetails.forCertificate("file:" + authority.certificate())));
    }

    private static HttpsServer server(TestAuthority authority) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(
                authority.server("office", "dns:localhost,ip:127.0.0.1", 0, 5)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int status(SSLContext context, HttpsServer server) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + server.getAddress().getPort()))
                    .build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static Partners partners(Map<String, String> expires) {
        Partners partners = mock(Partners.class, RETURNS_DEEP_STUBS);
        when(partners.ids()).thenReturn(Set.of("office"));
        PartnerProfile profile = new PartnerProfile(null, "rest", null, null, null, new PartnerProfile.Tls("office"),
                null, null, null, "withheld", "person", "other", null, null, null, null, null, null, expires, null);
        when(partners.get("office")).thenReturn(profile);
        return partners;
    }
}
