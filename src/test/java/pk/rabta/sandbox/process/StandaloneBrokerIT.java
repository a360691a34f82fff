package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

class StandaloneBrokerIT {

    @Test
    void keepsMessagesThroughKillAndStop() throws Exception {
        try (StandaloneBroker broker = StandaloneBroker.start()) {
            send(broker, "before the kill");
            broker.kill();
            broker.restart();
            assertThat(receive(broker)).isEqualTo("before the kill");
            send(broker, "before the stop");
            broker.stop();
            broker.restart();
            assertThat(receive(broker)).isEqualTo("before the stop");
        }
    }

    @Test
    void runsWithOurSettingsAndRefusesStrangers() throws Exception {
        try (StandaloneBroker broker = StandaloneBroker.start()) {
            assertThatThrownBy(() -> connect(broker, "wrong")).isInstanceOf(JMSSecurityRuntimeException.class);
            assertThat(settings(broker)).contains("\"maxDeliveryAttempts\":-1", "\"redeliveryDelay\":5000",
                    "\"addressFullMessagePolicy\":\"FAIL\"", "\"defaultConsumerWindowSize\":0",
                    "\"deadLetterAddress\":\"DLQ\"");
        }
    }

    private static String settings(StandaloneBroker broker) throws Exception {
        try (JMSContext context = connect(broker, broker.password())) {
            Queue answers = context.createTemporaryQueue();
            Message question = context.createMessage();
            question.setJMSReplyTo(answers);
            JMSManagementHelper.putOperationInvocation(question, "broker", "getAddressSettingsAsJSON", "deliver.any");
            context.createProducer().send(context.createQueue("activemq.management"), question);
            return String.valueOf(JMSManagementHelper.getResult(context.createConsumer(answers).receive(10_000)));
        }
    }

    private static void send(StandaloneBroker broker, String text) {
        try (JMSContext context = connect(broker, broker.password())) {
            context.createProducer().send(context.createQueue("deliver.test"), text);
        }
    }

    private static String receive(StandaloneBroker broker) {
        try (JMSContext context = connect(broker, broker.password())) {
            return context.createConsumer(context.createQueue("deliver.test")).receiveBody(String.class, 10_000);
        }
    }

    private static JMSContext connect(StandaloneBroker broker, String password) {
        @SuppressWarnings("resource") // closes with its only connection
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
        return factory.createContext(broker.user(), password, Session.AUTO_ACKNOWLEDGE);
    }
}
