package pk.rabta.api.server;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.openssl.ciphers.Cipher;
import org.apache.tomcat.util.net.openssl.ciphers.OpenSSLCipherConfigurationParser;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.web.embedded.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;

/**
 * The least that the hub's own TLS offers, whatever its settings name: TLS 1.2 and 1.3, and of 1.2 only suites with forward
 * secrecy and authenticated encryption. Settings may offer less; what they name besides is left out, and where nothing
 * remains the start stops. Those of {@code server.ssl} and {@code management.server.ssl} here; those of bundles also when
 * they are read again ({@link FlooredBundles}).
 */
final class TlsFloor implements TomcatConnectorCustomizer {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    /** Of TLS 1.2, in OpenSSL's names; those of 1.3 are all of this kind. */
    private static final Set<Cipher> SUITES = OpenSSLCipherConfigurationParser.parse(
        "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:"
        + "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305");

    private final String key;

    private TlsFloor(String key) {
        this.key = key;
    }

    /** Under a server whose TLS is set under that key. */
    static void under(TomcatServletWebServerFactory factory, SslBundles bundles, String key) {
        factory.setSslBundles(new FlooredBundles(bundles));
        factory.addConnectorCustomizers(new TlsFloor(key));
    }

    @Override
    public void customize(Connector connector) {
        for (SSLHostConfig host : connector.findSslHostConfigs()) {
            raise(host, key);
        }
    }

    /** The options of a bundle, as far as they are within the floor. Fails where nothing is. */
    static SslOptions raised(SslOptions options, String key) {
        SSLHostConfig host = new SSLHostConfig();
        if (options.getEnabledProtocols() != null) {
            host.setProtocols(String.join("+", options.getEnabledProtocols()));
        }
        if (options.getCiphers() != null) {
            List<String> named = Arrays.asList(options.getCiphers());
            // As Spring Boot gives them to Tomcat: those of 1.3 apart, none where the list names none.
            host.setCiphers(named.stream().filter(name -> !OpenSSLCipherConfigurationParser.isTls13Cipher(name))
                .collect(Collectors.joining(",")));
            host.setCipherSuites(named.stream().filter(OpenSSLCipherConfigurationParser::isTls13Cipher)
                .collect(Collectors.joining(",")));
        }
        raise(host, key);
        return SslOptions.of(Stream.of(host.getCiphers(), host.getCipherSuites()).flatMap(list -> Stream.of(list.split("[:,]")))
            .filter(name -> !name.isEmpty()).collect(Collectors.toCollection(LinkedHashSet::new)), host.getProtocols());
    }

    private static void raise(SSLHostConfig host, String key) {
        Set<String> offered = new TreeSet<>(host.getProtocols());
        offered.retainAll(PROTOCOLS);
        Set<Cipher> suites = new LinkedHashSet<>(host.getCipherList());
        suites.retainAll(SUITES);
        if (offered.isEmpty()) {
            throw wrong(key + ".enabled-protocols", host.getProtocols(), "TLSv1.2 nor TLSv1.3");
        }
        if (suites.isEmpty()) {
            offered.remove("TLSv1.2");
        }
        if (host.getCipherSuites().isEmpty()) {
            offered.remove("TLSv1.3");
        }
        if (offered.isEmpty()) {
            throw wrong(key + ".ciphers", host.getCiphers(), "a suite with ECDHE and AES-GCM or ChaCha20-Poly1305 nor one of TLS 1.3, as the "
                + "protocols need");
        }
        host.setProtocols(String.join("+", offered));
        host.setCiphers(suites.stream().map(Cipher::getOpenSSLAlias).collect(Collectors.joining(":")));
    }

    /** With the list as Tomcat has it. */
    private static InvalidConfigurationPropertyValueException wrong(String key, Object named, String what) {
        return new InvalidConfigurationPropertyValueException(key, named, "It names neither " + what
            + ": name one, or leave the key out");
    }
}
