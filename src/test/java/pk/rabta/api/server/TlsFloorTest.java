package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.Ssl;
import pk.rabta.connector.tls.TestAuthority;

/** What Tomcat offers, whatever the settings name, at the start and when a bundle is read again. */
class TlsFloorTest {

    private static final String STRONG = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final String WEAK = "TLS_RSA_WITH_AES_256_GCM_SHA384";
    private static final String NEWEST = "TLS_AES_256_GCM_SHA384";

    private static Path store;

    @BeforeAll
    static void certificate(@TempDir Path folder) throws Exception {
        store = new TestAuthority(folder, "departments").serverStore("hub", "dns:localhost");
    }

    @Test
    void a_bundle_that_is_read_again_offers_no_more_than_before() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("hub", bundle(SslOptions.NONE));
        with(factory(bundles, Ssl.forBundle("hub")), before -> {
            assertThat(before.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
            assertThat(before.getEnabledCiphers()).contains(STRONG, NEWEST).noneMatch(TlsFloorTest::weak);
        }, () -> bundles.updateBundle("hub", bundle(SslOptions.of(List.of(STRONG, WEAK).toArray(String[]::new),
            new String[] {"TLSv1", "TLSv1.1", "TLSv1.2"}))), after -> {
                assertThat(after.getEnabledProtocols()).containsExactly("TLSv1.2");
                assertThat(after.getEnabledCiphers()).contains(STRONG).noneMatch(TlsFloorTest::weak);
            });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // what the settings name                                          | protocols left  | suites left besides 1.3's own
        "TLSv1.2,TLSv1.3 | TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_RSA_WITH_AES_256_GCM_SHA384 | TLSv1.2         | 1",
        "TLSv1.1,TLSv1.2 | ECDHE-ECDSA-AES256-GCM-SHA384:AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256     | TLSv1.2         | 2",
        "TLSv1.2,TLSv1.3 | HIGH:!aNULL                                                             | TLSv1.2         | 6",
        "TLSv1.2,TLSv1.3 | TLS_AES_128_GCM_SHA256,ECDHE-ECDSA-AES256-GCM-SHA384                     | TLSv1.2,TLSv1.3 | 1",
        "TLSv1.2,TLSv1.3 | TLS_AES_256_GCM_SHA384                                                  | TLSv1.3         | 0",
        "TLSv1.2,TLSv1.3 | TLS_AES_256_GCM_SHA384,TLS_RSA_WITH_AES_256_GCM_SHA384                  | TLSv1.3         | 0"})
    void of_what_settings_name_the_strong_is_left(String protocols, String ciphers, String left, int suites) {
        Ssl ssl = new Ssl();
        ssl.setKeyStore(store.toUri().toString());
        ssl.setKeyStorePassword(TestAuthority.PASSWORD);
        for (boolean bundled : new boolean[] {true, false}) {
            ssl.setEnabledProtocols(protocols.split(","));
            ssl.setCiphers(ciphers.split(","));
            DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("hub",
                bundle(SslOptions.of(ciphers.split(","), protocols.split(","))));
            with(factory(bundles, bundled ? Ssl.forBundle("hub") : ssl), host -> {
                assertThat(host.getEnabledProtocols()).containsExactlyInAnyOrder(left.split(","));
                assertThat(host.getEnabledCiphers()).noneMatch(TlsFloorTest::weak);
                assertThat(host.getCipherList()).hasSize(suites);
            }, () -> { }, same -> { });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "TLSv1,TLSv1.1   | TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 | enabled-protocols",
        "TLSv1.2         | TLS_RSA_WITH_AES_256_GCM_SHA384         | ciphers",
        "TLSv1.2         | TLS_AES_256_GCM_SHA384                  | ciphers",
        "TLSv1.2,TLSv1.3 | TLS_RSA_WITH_AES_256_GCM_SHA384         | ciphers"})
    void a_start_that_leaves_nothing_fails_and_names_the_key(String protocols, String ciphers, String key) {
        Ssl ssl = new Ssl();
        ssl.setKeyStore(store.toUri().toString());
        ssl.setKeyStorePassword(TestAuthority.PASSWORD);
        ssl.setEnabledProtocols(protocols.split(","));
        ssl.setCiphers(ciphers.split(","));
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("hub",
            bundle(SslOptions.of(ciphers.split(","), protocols.split(","))));
        assertThatThrownBy(() -> factory(bundles, ssl).getWebServer().stop())
            .isInstanceOf(InvalidConfigurationPropertyValueException.class)
            .hasMessageContainingAll("server.ssl." + key, "names neither");
        assertThatThrownBy(() -> factory(bundles, Ssl.forBundle("hub")).getWebServer().stop())
            .isInstanceOf(InvalidConfigurationPropertyValueException.class)
            .hasMessageContainingAll("spring.ssl.bundle.<pem or jks>.hub.options." + key, "names neither");
    }

    private static void with(TomcatServletWebServerFactory factory, java.util.function.Consumer<SSLHostConfig> first,
                             Runnable then, java.util.function.Consumer<SSLHostConfig> second) {
        TomcatWebServer server = (TomcatWebServer) factory.getWebServer();
        try {
            server.start();
            first.accept(server.getTomcat().getConnector().findSslHostConfigs()[0]);
            then.run();
            second.accept(server.getTomcat().getConnector().findSslHostConfigs()[0]);
        } finally {
            server.stop();
            server.destroy();
        }
    }

    private static TomcatServletWebServerFactory factory(DefaultSslBundleRegistry bundles, Ssl ssl) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setSsl(ssl);
        factory.setSslBundles(bundles);   // as Spring Boot does before
        new WebServer().problemsFromTomcat(bundles).customize(factory);
        return factory;
    }

    private static SslBundle bundle(SslOptions options) {
        return SslBundle.of(new JksSslStoreBundle(JksSslStoreDetails.forLocation(store.toUri().toString())
            .withPassword(TestAuthority.PASSWORD), null), SslBundleKey.NONE, options);
    }

    private static boolean weak(String suite) {
        return !suite.startsWith("TLS_ECDHE_") && suite.contains("_WITH_") || suite.contains("_CBC_");
    }
}
