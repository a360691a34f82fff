package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What is done before a claim, and what of a partner's answer the steps after the call see. */
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

    /** A look at the message and its destination, for every message of partners that need none, would be for nothing. */
    @Test
    void aTokenIsMadeReadyOnlyForAPartnerThatNeedsOne() {
        Claims claims = mock();
        Credentials credentials = mock();
        when(credentials.tokens("needs")).thenReturn(true);
        when(claims.destination(any())).thenReturn(Optional.of("needs"));
        when(claims.claim(any(), any())).thenReturn(Optional.empty());
        DispatchSteps steps = new DispatchSteps(claims, credentials, mock(), mock(), mock());

        steps.claim(handedOver("needs-none"));
        verify(claims, never()).destination(any());
        verify(claims).claim(any(), any());

        steps.claim(handedOver("needs"));
        verify(credentials).ready("needs");
    }

    private static Exchange handedOver(String queue) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(UUID.randomUUID().toString());
        exchange.getMessage().setHeader(BrokerLink.ENQUEUE_ID, UUID.randomUUID().toString());
        exchange.getMessage().setHeader("JMSDestination", new ActiveMQQueue(BrokerLink.queueName(queue)));
        return exchange;
    }
}
