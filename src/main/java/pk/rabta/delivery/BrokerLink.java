package pk.rabta.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TextMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The relay's own line to the broker: sends a batch of thin messages in one broker transaction. */
@Component
class BrokerLink {

    /** JMS property with the id of this handing over. */
    static final String ENQUEUE_ID = "RabtaEnqueue";
    private static final String PREFIX = "deliver.";

    private final ActiveMQConnectionFactory factory;
    private final BrokerSettings settings;
    private @Nullable JMSContext context;

    BrokerLink(ActiveMQConnectionFactory factory, BrokerSettings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    /** A message of the broker: ids and a priority, nothing about anybody. */
    record Thin(UUID deliveryId, UUID enqueueId, int priority) {}

    /** Sends all or none; throws where the broker did not confirm, which may still mean that it has them. */
    synchronized void send(String queue, List<Thin> messages) {
        try {
            JMSContext session = session();
            JMSProducer producer = session.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
            for (Thin thin : messages) {
                TextMessage message = session.createTextMessage(thin.deliveryId().toString());
                message.setStringProperty(ENQUEUE_ID, thin.enqueueId().toString());
                producer.setPriority(thin.priority()).send(session.createQueue(queueName(queue)), message);
            }
            session.commit();
        } catch (JMSRuntimeException | JMSException e) {
            close();
            throw new IllegalStateException("The broker did not confirm " + messages.size() + " messages for "
                    + queueName(queue), e);
        }
    }

    /**
     * What the broker holds for a queue.
     *
     * @param messages with those that a consumer is working on: a browser would not show them
     */
    record Held(long messages, int consumers) {}

    Held held(String queue) {
        return held(Set.of(queue)).get(queue);
    }

    /** What it holds for each of them. */
    Map<String, Held> held(Set<String> queues) {
        Map<String, Held> held = ask(queues, BrokerLink::queueName);
        queues.forEach(queue -> held.putIfAbsent(queue, new Held(0, 0)));
        return held;
    }

    /** So many messages are in the broker's queue of that name; nothing where it has no such queue. */
    OptionalLong holds(String name) {
        Held held = ask(Set.of(name), Function.identity()).get(name);
        return held == null ? OptionalLong.empty() : OptionalLong.of(held.messages());
    }

    /** Of those that it has. */
    private Map<String, Held> ask(Set<String> queues, Function<String, String> names) {
        Map<String, Held> held = new LinkedHashMap<>();
        try (ClientSessionFactory line = factory.getServerLocator().createSessionFactory();
                ClientSession session = line.createSession(settings.user(), settings.password(), false, true, true,
                        false, 1)) {
            for (String queue : queues) {
                ClientSession.QueueQuery found = session.queueQuery(SimpleString.of(names.apply(queue)));
                if (found.isExists()) {
                    held.put(queue, new Held(found.getMessageCount(), found.getConsumerCount()));
                }
            }
            return held;
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not answer about " + queues, e);
        }
    }

    static String queueName(String queue) {
        return PREFIX + queue;
    }

    /** The other way round: the partner, or webhooks, of a queue of that name. */
    static String queue(String name) {
        return name.substring(PREFIX.length());
    }

    private JMSContext session() {
        if (context == null) {
            context = factory.createContext(JMSContext.SESSION_TRANSACTED);
            context.start();
        }
        return context;
    }

    @PreDestroy
    synchronized void close() {
        if (context != null) {
            try {
                context.close();
            } catch (JMSRuntimeException e) {
                // The line is broken already; the next call opens a new one.
            }
            context = null;
        }
    }
}
