package pk.rabta.api.server;

import java.time.Duration;
import java.util.Properties;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tomcat and Spring MVC as the edge needs them. */
@Configuration(proxyBeanMethods = false)
class WebServer implements WebMvcConfigurer {

    private static final String SWAGGER_UI = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat(SslBundles bundles) {
        return factory -> {
            TlsFloor.under(factory, bundles, "server.ssl");
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemValve.class.getName());
                }
            });
            factory.addEngineValves(new Leftovers());
            factory.addConnectorCustomizers(connector -> {
                connector.setAllowTrace(true); // so that Spring's firewall refuses it, with a problem
                // "100 Continue" only when the body is read: a refused one is never asked for
                connector.setProperty("continueResponseTiming", "onRead");
            });
        };
    }

    @Bean
    ServletRegistrationBean<ProblemPage> problemPage(ServerProperties server) {
        return new ServletRegistrationBean<>(new ProblemPage(), server.getError().getPath());
    }

    /** The documentation page's own files and Swagger UI, both from the class path: no external address. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // File by file: the rest of Swagger UI would load a foreign example.
        registry.addResourceHandler("/docs/{file:start\\.js|swagger-ui\\.css|swagger-ui-bundle\\.js}")
            .addResourceLocations("classpath:/docs/", swaggerUi())
            .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }

    private static String swaggerUi() {
        try {
            Properties properties = PropertiesLoaderUtils.loadProperties(new ClassPathResource(SWAGGER_UI));
            return "classpath:/META-INF/resources/webjars/swagger-ui/" + properties.getProperty("version") + "/";
        } catch (java.io.IOException missing) {
            throw new IllegalStateException("The class path has no Swagger UI: " + SWAGGER_UI, missing);
        }
    }
}
