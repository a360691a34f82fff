package pk.rabta.api.server;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * The management port's Tomcat. Spring Boot makes it in a context of its own, where customizers of the hub's port do not
 * count; it finds this class by its list of management configurations. Without an annotation, lest the hub's port has it too.
 */
class ManagementServer {

    /** Whether TLS is its own or, where that is not set, the one of {@code server.ssl}. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> flooredManagement(SslBundles bundles) {
        return factory -> TlsFloor.under(factory, bundles, "management.server.ssl");
    }
}
