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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.update.InboxSteps;

/** Where a round begins, and under which ids what it finds is kept. */
@HubTest
@ExtendWith(OutputCaptureExtension.class)
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
        progress.whole("health-pb", now.plusSeconds(86_400));
        assertThat(since(begun())).isBefore(Instant.now().minusSeconds(599));
    }

    @Test
    void aRoundThatDidNotComeToItsEndIsMadeAgain() {
        progress.whole("health-pb", now.minusSeconds(5000));
        Exchange round = begun();
        read(round, "/Task?page=2", now.minusSeconds(50).toString());
        polling.kept(round, "health-pb");
        assertThat(progress.of("health-pb").map(PollProgress.Place::until)).contains(now.minusSeconds(5000));
        // Servers that change a page's order while it is read are servers too.
        read(round, "", now.minusSeconds(70).toString(), "yesterday");
        polling.kept(round, "health-pb");
        assertThat(progress.of("health-pb").map(PollProgress.Place::until)).contains(now.minusSeconds(50));
    }

    /** Less than the overlap was read: to begin that much earlier would be to read the same pages for ever. */
    @Test
    void aRoundThatIsCutOffGoesOnWithinItsLastPage() {
        progress.whole("health-pb", now.minusSeconds(100));
        cutOff(begun(), now.minusSeconds(60), now.minusSeconds(20));
        Exchange next = begun();
        assertThat(since(next)).as("what changed at that moment is behind it").isEqualTo(now.minusMillis(60_001));
        read(next, "", now.minusSeconds(10).toString());
        polling.kept(next, "health-pb");
        assertThat(since(begun())).as("all that became visible meanwhile").isEqualTo(now.minusSeconds(10 + 600));
    }

    @Test
    void afterRoundsThatWereCutOffTheOverlapIsThatOfTheFirst() {
        Exchange first = begun();
        first.setVariable("began", now.minusSeconds(5000));
        cutOff(first, now.minusSeconds(6000));
        cutOff(begun(), now.minusSeconds(3000));
        Exchange last = begun();
        read(last, "", now.minusSeconds(10).toString());
        polling.kept(last, "health-pb");
        assertThat(since(begun())).isEqualTo(now.minusSeconds(5000 + 600));
    }

    @Test
    void morePagesOfOneMomentThanARoundReadsAreTold(CapturedOutput log) {
        cutOff(begun(), now.minusSeconds(60));
        assertThat(log).doesNotContain("stands still");
        cutOff(begun(), now.minusSeconds(60), now.minusSeconds(60));
        assertThat(log).contains("the poll of health-pb stands still").contains("options.poll-page");
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

    private void cutOff(Exchange round, Instant... changed) {
        round.setVariable("pages", 999);
        read(round, "/Task?page=1001", Arrays.stream(changed).map(Instant::toString).toArray(String[]::new));
        polling.kept(round, "health-pb");
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
