package pk.rabta.connector;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerTls;
import pk.rabta.partner.Partners;

/**
 * Gives each partner's profile its HTTP client: a route names it as {@code httpClientConfigurer: "#http-<partner>"}.
 * No call outlasts {@code delivery.timeout} from its connection to the end of its answer; none grows beyond
 * {@link AnswerLimits#BYTES}, no cookie is kept, no redirect followed; https as {@link PartnerTls} says.
 */
@Component
class HttpClients implements CamelContextConfiguration {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** More than any partner's concurrency, the rounds of polling and questions of callers together. */
    private static final int CONNECTIONS = 100;
    /** Gateways add headers of their own, tokens among them. */
    private static final Http1Config HEAD = Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16_384).build();

    private final Partners partners;
    private final PartnerTls tls;

    HttpClients(Partners partners, PartnerTls tls) {
        this.partners = partners;
        this.tls = tls;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        for (String id : partners.ids()) {
            context.getRegistry().bind("http-" + id, HttpClientConfigurer.class, configurer(id));
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        // Nothing is left to do then.
    }

    private HttpClientConfigurer configurer(String partner) {
        Timeout timeout = Timeout.of(partners.get(partner).delivery().timeout());
        return builder -> builder
                .setConnectionManager(connections(partner, timeout))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setRedirectsEnabled(false)
                        .build())
                .addExecInterceptorFirst("answer-limits", new AnswerLimits())
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "answer-time",
                        new AnswerTime(partners.get(partner).delivery().timeout()))
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "in-time", new ConnectInTime())
                .disableCookieManagement()
                // Retry is the database's: a repeat here would be one that nobody counts.
                .disableAutomaticRetries()
                .disableRedirectHandling();
    }

    private HttpClientConnectionManager connections(String partner, Timeout timeout) {
        SslBundle bundle = tls.of(partner);
        Timeout connect = Timeout.of(CONNECT);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(bundle.createSslContext(),
                        bundle.getOptions().getEnabledProtocols(), bundle.getOptions().getCiphers(),
                        SSLBufferMode.STATIC, HttpsSupport.getDefaultHostnameVerifier()))
                .setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(CONNECTIONS)
                // A kept connection that the partner has closed would leave a message in doubt for nothing: looked at first.
                .setDefaultConnectionConfig(ConnectionConfig.custom().setSocketTimeout(timeout)
                        .setValidateAfterInactivity(Timeout.ZERO_MILLISECONDS)
                        .setConnectTimeout(timeout.compareTo(connect) < 0 ? timeout : connect).build())
                .build();
    }
}
