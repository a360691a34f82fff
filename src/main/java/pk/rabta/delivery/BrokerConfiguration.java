package pk.rabta.delivery;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Ordered;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.SingleConnectionFactory;

/** The connection to the broker. A hub without its broker would accept and never deliver: it does not start. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

    @Bean(destroyMethod = "close")
    ActiveMQConnectionFactory artemis(BrokerSettings settings) {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(settings.connectionUrl(), settings.user(), settings.password());
        // Messages hold ids as text: whoever gets to write to a queue finds no door in Java's serialization.
        factory.setDeserializationDenyList("*");
        try (JMSContext probe = factory.createContext()) {
            probe.start();
        } catch (JMSRuntimeException e) {
            factory.close();
            throw e;
        }
        return factory;
    }

    @Bean
    JmsComponent jms(ConnectionFactory artemis) {
        SingleConnectionFactory shared = new SingleConnectionFactory(artemis);
        shared.setReconnectOnException(true);
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(shared);
        return jms;
    }

    /**
     * Consumers: session-transacted, one kept per thread, no transaction manager; retry is the database's. Last, since
     * Camel's starter sets every option of a component to what its own settings or defaults say: a message would be
     * acknowledged before anything was done with it.
     */
    @Bean
    ComponentCustomizer consumers() {
        return ComponentCustomizer.builder(JmsComponent.class).withOrder(Ordered.LOWEST).build(jms -> {
            jms.setTransacted(true);
            jms.setLazyCreateTransactionManager(false);
            jms.setCacheLevelName("CACHE_CONSUMER");
            jms.setRecoveryInterval(2000);
            jms.setReceiveTimeout(2000);
            jms.setAcceptMessagesWhileStopping(false);
            jms.setTestConnectionOnStartup(false);
        });
    }
}
