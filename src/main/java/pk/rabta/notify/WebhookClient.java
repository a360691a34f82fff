package pk.rabta.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.DeliveryFault;

/**
 * The HTTP client of webhooks: looks at the address that it connects to, follows nothing, keeps nothing, and gives an
 * answer neither more time nor more room than it needs.
 */
@Component("webhookHttp")
class WebhookClient implements HttpClientConfigurer {

    private static final int CONNECTIONS = 64;
    private static final int PER_RECEIVER = 8;
    private static final Http1Config SMALL_HEAD = Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8192)
            .build();

    private final WebhookAddress addresses;
    private final Timeout timeout;
    private final WebhookExchange exchange;

    WebhookClient(WebhookAddress addresses, @Value("${rabta.webhooks.timeout:10s}") Duration timeout) {
        this.addresses = addresses;
        this.timeout = Timeout.of(timeout.toMillis(), TimeUnit.MILLISECONDS);
        this.exchange = new WebhookExchange(timeout);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(SMALL_HEAD).build())
                        .setDnsResolver(new Guard()).setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(PER_RECEIVER)
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(timeout)
                                .setSocketTimeout(timeout).build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout).build())
                .addExecInterceptorFirst("webhook-exchange", exchange)
                .disableRedirectHandling().disableCookieManagement().disableAutomaticRetries()
                .disableContentCompression();
    }

    /** The guard at the last moment: what a name leads to now, which need not be what it led to before. */
    private final class Guard implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return addresses.resolve(host);
            } catch (WebhookAddress.Refused e) {
                throw new DeliveryFault(DeliveryFault.Kind.RETRY, "webhook-address-private", "address refused", e);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
