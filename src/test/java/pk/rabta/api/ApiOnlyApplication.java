package pk.rabta.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import pk.rabta.api.contract.Contract;

/**
 * The edge without the rest of the hub: every operation of the contract answers what it was asked. Not annotated as a
 * configuration, so that no scan of the whole hub picks it up.
 */
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class,
    JmsAutoConfiguration.class, ArtemisAutoConfiguration.class})
@ComponentScan(basePackageClasses = Api.class)
@ConfigurationPropertiesScan(basePackageClasses = Api.class)
class ApiOnlyApplication {

    /** Never to be seen in an answer. */
    static final String SECRET = "99999-0000012-2";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Object echo() {
        return new Echo();
    }

    @Bean
    RouteBuilder operations(Contract contract) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                contract.operations().keySet()
                    .forEach(id -> from("direct:" + id).routeId(id).routeConfigurationId("api-errors")
                    .bean("api", "open").bean("echo", "answer").bean("api", "close"));
            }
        };
    }

    /** Stands for the features behind the edge. */
    public static final class Echo {

        /** Answers the request's own parts; breaks for one operation. */
        public ApiAnswer answer(ApiRequest request) {
            if (request.operation().equals("getCase")) {
                throw new IllegalStateException("Broken at " + SECRET);
            }
            if (request.operation().equals("cancelReferral")) {
                request.expect("v1");
            }
            var body = JsonNodeFactory.instance.objectNode().put("operation", request.operation())
                .put("client", request.caller().clientId()).put("office", request.caller().office())
                .put("hash", request.bodyHash()).put("language", request.language().tag());
            request.parameters().forEach((name, value) -> body.put(name, value.toString()));
            return ApiAnswer.ok(body).etag("v1").header("X-Internal", SECRET);
        }
    }
}
