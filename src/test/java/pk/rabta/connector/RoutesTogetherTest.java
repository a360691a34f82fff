package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.sandbox.HubTest;

/** A partner whose files are fetched and never applied stops the start, whatever its routes are called. */
@HubTest
class RoutesTogetherTest {

    @Autowired
    private CamelContext hub;

    @Test
    void theHubsOwnRoutesAreWhole() {
        assertThatCode(() -> new RoutesTogether().beforeApplicationStart(hub)).doesNotThrowAnyException();
    }

    @Test
    void aRouteWithoutTheOneThatGoesOnStopsTheStart() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("receive-files").templateParameter("partner").from("timer:files-{{partner}}").log("fetches");
                routeTemplate("apply-files").templateParameter("partner").from("timer:returns-{{partner}}").log("applies");
            }
        });
        context.addRouteFromTemplate("lists-one", "receive-files", Map.of("partner", "one"));
        context.addRouteFromTemplate("apply-one", "apply-files", Map.of("partner", "one"));
        assertThatCode(() -> new RoutesTogether().beforeApplicationStart(context)).doesNotThrowAnyException();
        context.addRouteFromTemplate("lists-two", "receive-files", Map.of("partner", "two"));
        assertThatThrownBy(() -> new RoutesTogether().beforeApplicationStart(context)).hasMessageContaining(
                "routes/partners/two.camel.yaml has a route of template receive-files and none of apply-files");
    }
}
