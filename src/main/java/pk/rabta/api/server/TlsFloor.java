package pk.rabta.api.server;

import java.util.Set;
import java.util.TreeSet;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.springframework.boot.web.embedded.tomcat.TomcatConnectorCustomizer;

/**
 * The least that the hub's own TLS offers, whatever its bundle leaves open: TLS 1.2 and 1.3, and of 1.2 only suites with
 * forward secrecy and authenticated encryption. A bundle may offer less, not more.
 */
final class TlsFloor implements TomcatConnectorCustomizer {

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    /** Of TLS 1.2, in OpenSSL's names; those of 1.3 are all of this kind. */
    private static final String SUITES = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:"
        + "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

    private static final String UNTOUCHED = new SSLHostConfig().getCiphers();

    @Override
    public void customize(Connector connector) {
        for (SSLHostConfig host : connector.findSslHostConfigs()) {
            Set<String> offered = new TreeSet<>(host.getProtocols());
            offered.retainAll(PROTOCOLS);
            host.setProtocols(String.join("+", offered));
            if (host.getCiphers().equals(UNTOUCHED)) {
                host.setCiphers(SUITES);
            }
        }
    }
}
