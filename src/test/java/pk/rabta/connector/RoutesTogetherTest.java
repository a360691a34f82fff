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

/** A partner whose files are fetched and never applied stops the start. */
@HubTest
class RoutesTogetherTest {

    @Autowired
    private Partners partners;
    @Autowired
    private CamelContext hub;

    @Test
    void theHubsOwnRoutesAreWhole() {
        assertThatCode(() -> new RoutesTogether(partners).beforeApplicationStart(hub)).doesNotThrowAnyException();
    }

    @Test
    void aRouteWithoutTheOneThatGoesOnStopsTheStart() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("apply-sftp-batch").from("timer:apply").log("applies");
                from("timer:receive").routeId("receive-zakat-pb").log("fetches");
            }
        });
        assertThatThrownBy(() -> new RoutesTogether(partners).beforeApplicationStart(context))
                .hasMessageContaining("routes/partners/zakat-pb.camel.yaml has route receive-zakat-pb and no route"
                        + " apply-zakat-pb of template apply-sftp-batch");
    }
}
