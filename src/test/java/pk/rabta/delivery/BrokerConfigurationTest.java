package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import java.util.ArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.sandbox.HubTest;

@HubTest
class BrokerConfigurationTest {

    @Autowired
    private ConnectionFactory artemis;
    @Autowired
    private CamelContext camel;

    /** Whoever can write to a queue must not thereby run what he likes in the hub. */
    @Test
    void noObjectIsMadeOfWhatAMessageHolds() throws Exception {
        try (JMSContext context = artemis.createContext()) {
            Queue queue = context.createTemporaryQueue();
            context.createProducer().send(queue, new ArrayList<>());
            Message message = context.createConsumer(queue).receive(10_000);
            assertThat(message).isInstanceOfSatisfying(ObjectMessage.class, object ->
                    assertThatThrownBy(object::getObject).hasMessageContaining("not trusted"));
        }
    }

    /** What routes consume with is what was configured here, whatever else sets options of Camel's components. */
    @Test
    void aMessageIsAcknowledgedAfterItsWorkAndNotBefore() {
        JmsConfiguration consumers = camel.getComponent("jms", JmsComponent.class).getConfiguration();
        assertThat(consumers.isTransacted()).as("transacted").isTrue();
        assertThat(consumers.isLazyCreateTransactionManager()).as("transaction manager").isFalse();
        assertThat(consumers.getCacheLevelName()).isEqualTo("CACHE_CONSUMER");
    }
}
