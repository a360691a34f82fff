package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @Test
    void keepsMessagesThroughARestart() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            try (JMSContext context = connect(broker, broker.password())) {
                context.createProducer().send(context.createQueue("deliver.test"), "kept");
            }
            assertThat(broker.messageCount("deliver.test")).isEqualTo(1);
            broker.restart();
            try (JMSContext context = connect(broker, broker.password())) {
                assertThat(context.createConsumer(context.createQueue("deliver.test")).receiveBody(String.class, 5_000))
                        .isEqualTo("kept");
            }
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            assertThatThrownBy(() -> connect(broker, "wrong")).isInstanceOf(JMSSecurityRuntimeException.class);
        }
    }

    @Test
    void failsWhenItsPortIsTaken(@TempDir Path journal) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(journal, taken.getLocalPort()))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    private static JMSContext connect(EmbeddedBroker broker, String password) {
        @SuppressWarnings("resource") // closes with its only connection
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker.url());
        return factory.createContext(broker.user(), password);
    }
}
