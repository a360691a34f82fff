package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.HubTest;

/** A partner that is to be asked and cannot be stops the start, with its key. */
@HubTest
class QueryRoutesTest {

    private static final String KEY = "rabta.partners.prosecution-kp.delivery.in-doubt is query, but ";

    @Autowired
    private Partners partners;
    @Autowired
    private CamelContext hub;

    @Test
    void theHubsOwnRoutesDo() {
        assertThatCode(() -> new QueryRoutes(partners).beforeApplicationStart(hub)).doesNotThrowAnyException();
    }

    @Test
    void aConnectorWithoutATemplateStopsTheStart() {
        assertThatThrownBy(() -> new QueryRoutes(partners).beforeApplicationStart(new DefaultCamelContext()))
                .hasMessageContaining(KEY + "connector 'rest' cannot ask: there is no template query-rest");
    }

    @Test
    void aPartnerWithoutTheRouteStopsTheStart() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("query-rest").from("timer:query").log("asks");
            }
        });
        assertThatThrownBy(() -> new QueryRoutes(partners).beforeApplicationStart(context))
                .hasMessageContaining(KEY + "routes/partners/prosecution-kp.camel.yaml has no route query-prosecution-kp");
    }
}
