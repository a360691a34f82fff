package pk.rabta.startup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.mock.env.MockEnvironment;
import pk.rabta.settings.WrongSettingsException;

class FailureAnalyzersTest {

    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("spring.datasource.url", "jdbc:postgresql://db:5432/rabta?password=secret")
            .withProperty("rabta.broker.url", "tcp://broker:61616?keyStorePassword=secret")
            .withProperty("management.server.port", "9876");

    @ParameterizedTest
    @CsvSource({
        "08001, cannot be reached, spring.datasource.url",
        "57P03, does not accept connections, spring.datasource.url",
        "28P01, refuses the user, spring.datasource.password",
        "3D000, does not exist, spring.datasource.url"})
    void namesTheDatabaseAndTheSetting(String state, String description, String setting) {
        SQLException pool = new SQLTransientConnectionException("timed out", new SQLException("inner", state));
        FailureAnalysis analysis = new DatabaseFailureAnalyzer(environment).analyze(new IllegalStateException(pool));
        assertThat(analysis.getDescription()).contains("jdbc:postgresql://db:5432/rabta", description)
                .doesNotContain("secret");
        assertThat(analysis.getAction()).contains(setting);
    }

    @Test
    void leavesOtherSqlFailuresToOthers() {
        assertThat(new DatabaseFailureAnalyzer(environment).analyze(new SQLException("syntax", "42601"))).isNull();
    }

    @Test
    void namesTheBrokerAndTheSetting() {
        BrokerFailureAnalyzer analyzer = new BrokerFailureAnalyzer(environment);
        FailureAnalysis away = analyzer.analyze(new IllegalStateException(new JMSException("no connection")));
        assertThat(away.getDescription()).contains("tcp://broker:61616", "no connection").doesNotContain("secret");
        assertThat(away.getAction()).contains("rabta.broker.url");
        assertThat(analyzer.analyze(new JMSSecurityException("no")).getAction()).contains("rabta.broker.password");
        assertThat(analyzer.analyze(new JMSRuntimeException("closed")).getDescription()).contains("closed");
        assertThat(analyzer.analyze(new JMSSecurityRuntimeException("no")).getAction())
                .contains("rabta.broker.password");
        assertThat(analyzer.analyze(new IllegalStateException("something else"))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"8080, server.port", "9876, management.server.port"})
    void namesThePortAndItsSetting(int port, String setting) {
        FailureAnalysis analysis = new PortFailureAnalyzer(environment).analyze(new PortInUseException(port));
        assertThat(analysis.getDescription()).contains("port " + port);
        assertThat(analysis.getAction()).contains("set " + setting + " ");
    }

    @Test
    void saysWrongSettingsLineByLine() {
        FailureAnalysis analysis = new WrongSettingsFailureAnalyzer().analyze(new IllegalStateException(
                new WrongSettingsException(List.of("a.yaml: unknown key 'x'", "b.yaml: unknown key 'y'"))));
        assertThat(analysis.getDescription().lines()).containsExactly("a.yaml: unknown key 'x'",
                "b.yaml: unknown key 'y'");
    }
}
