package pk.rabta.connector;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;

/**
 * Gives each partner's profile its HTTP client: a route names it as {@code httpClientConfigurer: "#http-<partner>"}.
 * No call outlasts {@code delivery.timeout} without a byte, no cookie is kept, no redirect followed.
 */
@Component
class HttpClients implements CamelContextConfiguration {

    private final Partners partners;

    HttpClients(Partners partners) {
        this.partners = partners;
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
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setConnectTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setRedirectsEnabled(false)
                        .build())
                .disableCookieManagement()
                // Retry is the database's: a repeat here would be one that nobody counts.
                .disableAutomaticRetries()
                .disableRedirectHandling();
    }
}
