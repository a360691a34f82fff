package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What of a partner's answer the steps after the call see. */
class DispatchStepsTest {

    /** They could name an address, a file or a bean to the next one. */
    @Test
    void noHeaderOfAnAnswerGoesFurther() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        for (String name : List.of("CamelHttpUri", "camelhttpuri", "CAmelFileName", "CamelBeanMethodName", "Location")) {
            exchange.getMessage().setHeader(name, "posed");
        }
        exchange.getMessage().setBody("{}");
        new DispatchSteps(mock(), mock(), mock(), mock(), mock()).answered(exchange);
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getMessage().getBody(byte[].class)).hasSize(2);
    }
}
