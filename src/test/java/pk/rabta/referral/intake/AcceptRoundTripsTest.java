package pk.rabta.referral.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.People;

/** Counts what one accept says to the database, in the words of PostgreSQL's own protocol. */
@HubTest
@PartnersPaused("prosecution-kp")
class AcceptRoundTripsTest {

    private static final String ACCEPT = "insert into case_file";
    private static final String ROUND_TRIP = " FE=> Sync";

    /** The driver tells each message that it sends and gets. */
    private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private final Queue<LogRecord> told = new ConcurrentLinkedQueue<>();
    private final Handler ear = new Handler() {

        @Override
        public void publish(LogRecord told) {
            AcceptRoundTripsTest.this.told.add(told);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Autowired
    private ApplicationContext hub;

    @BeforeEach
    void listen() {
        driver.setLevel(Level.FINEST);
        driver.setUseParentHandlers(false);
        driver.addHandler(ear);
    }

    @AfterEach
    void listenNoMore() {
        driver.removeHandler(ear);
        driver.setUseParentHandlers(true);
        driver.setLevel(null);
    }

    @Test
    void oneAcceptIsAtMostThreeRoundTripsAndOneTransaction(HubClient officer) {
        People people = new People(hub);
        String first = people.widow();
        String second = people.widow();
        Map<String, Object> warmUp = submission(officer, first, people);
        Map<String, Object> measured = submission(officer, second, people);
        // New connections: the driver tells the text of a statement only until it is prepared on the server. The first
        // request opens one, so that the second does not.
        hub.getBean(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        assertThat(officer.post("/v1/referrals", warmUp).status()).isEqualTo(202);
        told.clear();
        assertThat(officer.post("/v1/referrals", measured).status()).isEqualTo(202);

        List<LogRecord> said = List.copyOf(told);
        Set<Long> threads = threads(said, ACCEPT);
        // The driver is one for all hubs of this process, and others may accept just now.
        threads.retainAll(threads(said, measured.get("consentId").toString()));
        assertThat(threads).as("requests that wrote").hasSize(1);
        List<LogRecord> own = said.stream().filter(record -> threads.contains(record.getLongThreadID())).toList();
        assertThat(own.stream().filter(record -> text(record).equals(ROUND_TRIP))).hasSizeBetween(1, 3);
        List<String> statements = own.stream().map(AcceptRoundTripsTest::text)
                .filter(text -> text.startsWith(" FE=> Parse")).toList();
        assertThat(statements).as("statements that write").filteredOn(text -> text.contains("insert into")
                || text.contains("update ") || text.contains("delete from")).hasSize(1);
        // Each statement commits by itself, so the one that writes is the one transaction.
        assertThat(statements).noneMatch(text -> text.toUpperCase(java.util.Locale.ROOT).contains("\"BEGIN"));
    }

    private static Set<Long> threads(List<LogRecord> said, String what) {
        return said.stream().filter(record -> text(record).contains(what)).map(LogRecord::getLongThreadID)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String text(LogRecord record) {
        return record.getParameters() == null ? record.getMessage()
                : java.text.MessageFormat.format(record.getMessage(), record.getParameters());
    }

    /** With everything that is looked up: a consent, a document, and a referral that it replaces. */
    private Map<String, Object> submission(HubClient officer, String victim, People people) {
        String document = officer.post("/v1/documents", Map.of("victim", Map.of("registryId", victim), "type",
                "CNIC_COPY", "sha256", "0".repeat(64), "mediaType", "application/pdf")).body().path("id").asText();
        String consent = people.consent(victim, List.of("prosecution-kp"), List.of("JUSTICE"));
        Map<String, Object> choice = Map.of("id", "prosecution-kp-case-link");
        String before = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim), "consentId",
                consent, "programmes", List.of(choice))).body().at("/referrals/0/id").asText();
        hub.getBean(JdbcClient.class).sql("update referral set status = 'EXPIRED' where id = :id").param("id", before)
                .update();
        return Map.of("victim", Map.of("registryId", victim), "consentId", consent, "documents", List.of(document),
                "programmes", List.of(Map.of("id", "prosecution-kp-case-link", "replaces", before)));
    }
}
