package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.update.InboxSteps;

/** Where a round begins, and under which ids what it finds is kept. */
@HubTest
class FhirPollingTest {

    @Autowired
    private FhirPolling polling;
    @Autowired
    private PollProgress progress;
    @Autowired
    private CamelContext camel;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private ObjectMapper json;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void forget() {
        jdbc.sql("delete from poll_progress where partner_id = 'health-pb'").update();
    }

    @Test
    void aTaskFromTheFutureDoesNotHideWhatChangesNow() {
        Exchange round = begun();
        read(round, "", "2999-01-01T00:00:00.000Z", now.minusSeconds(5).toString());
        polling.kept(round, "health-pb");
        assertThat(since(begun())).isBetween(now.minusSeconds(5 + 601), Instant.now().minusSeconds(599));
    }

    @Test
    void aTimeThatAWrongClockPutAheadHidesNothing() {
        progress.reached("health-pb", now.plusSeconds(86_400));
        assertThat(since(begun())).isBefore(Instant.now().minusSeconds(599));
    }

    @Test
    void aRoundThatDidNotComeToItsEndIsMadeAgain() {
        progress.reached("health-pb", now.minusSeconds(5000));
        Exchange round = begun();
        read(round, "/Task?page=2", now.minusSeconds(50).toString());
        polling.kept(round, "health-pb");
        assertThat(progress.until("health-pb")).contains(now.minusSeconds(5000));
        // Servers that change a page's order while it is read are servers too.
        read(round, "", now.minusSeconds(70).toString(), "yesterday");
        polling.kept(round, "health-pb");
        assertThat(progress.until("health-pb")).contains(now.minusSeconds(50));
    }

    @Test
    void aRoundThatIsCutOffGoesOnWithinItsLastPage() {
        Exchange round = begun();
        round.setVariable("pages", 999);
        read(round, "/Task?page=1001", now.minusSeconds(60).toString(), now.minusSeconds(20).toString());
        polling.kept(round, "health-pb");
        assertThat(progress.until("health-pb")).contains(now.minusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "'id':'7','meta':{'versionId':'3','lastUpdated':'2026-03-01T05:00:00+05:00'} | 2026-03-01T00:00:00.000Z/7/3",
        "'id':'7','meta':{'versionId':'3','lastUpdated':'yesterday'} | unreadable/7/3",
        "'id':'a\\u0000b','meta':{'versionId':{},'lastUpdated':7} | unreadable/unreadable/unreadable",
        "'note':'nothing else' | unreadable/unreadable/unreadable"})
    void whateverATaskLacksItHasAnIdToBeKeptUnder(String members, String id) throws Exception {
        Exchange one = new DefaultExchange(camel);
        one.getMessage().setBody(json.readTree("{" + members.replace('\'', '"') + "}"));
        polling.take(one);
        assertThat(one.getVariable(InboxSteps.MESSAGE_ID, String.class)).matches("poll/" + id + "/[0-9a-f]{16}");
    }

    private Exchange begun() {
        Exchange exchange = new DefaultExchange(camel);
        polling.begin(exchange, "health-pb");
        return exchange;
    }

    private static Instant since(Exchange begun) {
        String page = URLDecoder.decode(begun.getVariable("page", String.class), StandardCharsets.UTF_8);
        return Instant.parse(page.replaceFirst(".*_lastUpdated=gt([^&]+)&.*", "$1"));
    }

    private void read(Exchange round, String next, String... changed) {
        String base = round.getVariable("page", String.class).replaceFirst("/Task.*", "");
        round.getMessage().setBody(("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":["
                + (next.isEmpty() ? "" : "{\"relation\":\"next\",\"url\":\"" + base + next + "\"}") + "],\"entry\":["
                + Arrays.stream(changed).map(at -> "{\"resource\":{\"resourceType\":\"Task\",\"meta\":{\"lastUpdated\":\""
                        + at + "\"}}}").collect(Collectors.joining(",")) + "]}").getBytes(StandardCharsets.UTF_8));
        polling.read(round, "health-pb");
    }
}
