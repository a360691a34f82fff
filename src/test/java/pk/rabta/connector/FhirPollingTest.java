package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubTest;

@HubTest
class FhirPollingTest {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Autowired
    private FhirPolling polling;
    @Autowired
    private CamelContext camel;
    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void forget() {
        jdbc.sql("delete from inbound_id where message_id like 'poll/%/polling-test/%'").update();
    }

    @Test
    void aTaskFromTheFutureDoesNotHideWhatChangesNow() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        read("2999-01-01T00:00:00.000Z");
        read(MILLIS.format(now.minusSeconds(5)));
        Exchange exchange = new DefaultExchange(camel);
        polling.begin(exchange, "health-pb");
        String page = URLDecoder.decode(exchange.getVariable("page", String.class), StandardCharsets.UTF_8);
        Instant since = Instant.parse(page.replaceFirst(".*_lastUpdated=gt([^&]+)&.*", "$1"));
        assertThat(since).isBetween(now.minusSeconds(5 + 601), Instant.now().minusSeconds(599));
    }

    private void read(String changed) {
        jdbc.sql("""
                insert into inbound_id (partner_id, message_id, content_hash, inbound_id)
                values ('health-pb', :message, '', :id)""")
                .param("message", "poll/" + changed + "/polling-test/1/0").param("id", UUID.randomUUID()).update();
    }
}
