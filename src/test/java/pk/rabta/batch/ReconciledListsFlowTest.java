package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.batch.inbound.BatchByHand;
import pk.rabta.batch.inbound.BatchIn;
import pk.rabta.delivery.Destinations;
import pk.rabta.reconciliation.Opened;
import pk.rabta.reconciliation.Reconciled;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;
import pk.rabta.time.Pakistan;

/** Lists and their returns, reconciled by control totals and rows; the files that a clerk opens say the same. */
class ReconciledListsFlowTest extends ZakatScene {

    private static final String PARTNER = "zakat-pb";
    private static final String FILE_OF = "(select file_id from batch_row where referral_id = :id and state <> 'STRUCK' limit 1)";

    @Autowired
    private MovableClock clock;
    private final Instant today = Instant.now();

    @AfterEach
    void back() {
        clock.reset();
        hub.getBean(Destinations.class).resume(PARTNER, Instant.now());
    }

    @Test
    void aReturnThatLacksARowLeavesItMissing(HubClient officer, ZakatCommittee committee) throws IOException {
        List<String> pair = inOneList(officer, committee);
        committee.send(committee.name("ISTEHQAQ", "PK620"), refusal(pair.getFirst()).bytes());
        await().atMost(LIMIT).until(() -> status(pair.getFirst()).equals("REJECTED"));
        String list = text("select name from batch_file where id = " + FILE_OF, pair.getLast());
        JsonNode file = file(Reconciled.admin(officer, PARTNER, today), list);
        assertThat(file.path("direction").asText()).isEqualTo("OUT");
        assertThat(file.path("sha256").asText()).hasSize(64);
        assertThat(file.path("rows").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(file.path("acknowledged").asInt()).isEqualTo(1);
        assertThat(file.path("unanswered").asInt()).isEqualTo(file.path("rows").asInt() - 1);
        assertThat(Reconciled.admin(officer, PARTNER, today).gaps("row-missing", pair.getLast()))
                .as("returns come in parts").isEmpty();

        clock.advance(Duration.ofDays(15));
        Reconciled late = Reconciled.admin(officer, PARTNER, today);
        assertThat(late.gaps("row-missing", pair.getLast())).singleElement().satisfies(gap -> {
            assertThat(gap.path("file").asText()).isEqualTo(list);
            assertThat(gap.path("row").asInt()).isPositive();
        });
        assertThat(late.gaps("row-missing", pair.getFirst())).isEmpty();
        opens(officer, "row-missing", pair.getLast(), list);

        committee.send(committee.name("ISTEHQAQ", "PK620"), refusal(pair.getLast()).bytes());
        await().atMost(LIMIT).until(() -> status(pair.getLast()).equals("REJECTED"));
        assertThat(Reconciled.admin(officer, PARTNER, today).gaps("row-missing", pair.getLast())).isEmpty();
    }

    @Test
    void aReturnWithARowMoreTellsWhich(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, refusal(referral).row(BatchFixtures.REF, "", "LZC-0417", "", "20-03-2026", "", "REFUSED",
                "RECEIVES_OTHER_PROGRAMME").bytes());
        assertThat(receipt(committee, name)).contains("\"refused\",\"1\"");
        for (Reconciled found : List.of(Reconciled.admin(officer, PARTNER, today),
                Reconciled.own(officer, "ZAKAT_PB", today))) {
            assertThat(found.gaps("row-additional", gap -> gap.path("file").asText().equals(name))).singleElement()
                    .satisfies(gap -> {
                        assertThat(gap.path("row").asInt()).isEqualTo(2);
                        assertThat(gap.path("rows").asInt()).isEqualTo(1);
                    });
            assertThat(found.report().at("/gapAges/row-additional").isNumber()).isTrue();
            assertThat(file(found, name).path("acknowledged").asInt()).isEqualTo(1);
            assertThat(file(found, name).path("refused").asInt()).isEqualTo(1);
        }
    }

    @Test
    void totalsThatDoNotAgreeAreAGap(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.send(name, refusal(referral).bytesWithCount(2));
        assertThat(receipt(committee, name)).contains("\"REFUSED\"");
        Reconciled found = Reconciled.admin(officer, PARTNER, today);
        assertThat(found.gaps("totals", gap -> gap.path("file").asText().equals(name))).hasSize(1);
        assertThat(file(found, name).path("problem").asText()).isEqualTo("file.totals-count");
    }

    @Test
    void aRowAboutAReferralThatNoListHadIsUnsent(HubClient officer, ZakatCommittee committee) throws IOException {
        hub.getBean(Destinations.class).pause(PARTNER, "test", "held still", Instant.now());
        String referral = refer(officer);
        // Nobody looks into a paused partner's folders: as a clerk would bring it by hand.
        BatchByHand.receive(hub.getBean(BatchIn.class), PARTNER, committee.name("ISTEHQAQ", "PK620"),
                refusal(referral).bytes());
        await().atMost(LIMIT).untilAsserted(() -> assertThat(Reconciled.admin(officer, PARTNER, today).gaps("unsent", referral))
                .singleElement().satisfies(gap -> assertThat(gap.path("row").asInt()).isEqualTo(1)));
    }

    /**
     * Two persons in one list. Those before them in other lists do no harm, nor a pair that was parted: a list is sealed
     * after a second without a new row, and the machine may stall for longer.
     */
    private List<String> inOneList(HubClient officer, ZakatCommittee committee) {
        List<String> pair = Stream.generate(() -> pair(officer, committee)).limit(4)
                .filter(two -> list(two.getFirst()).equals(list(two.getLast()))).findFirst()
                .orElseThrow(() -> new AssertionError("Each of four pairs was parted: two lists where one was due"));
        pair.forEach(referral -> await().atMost(LIMIT).until(() ->
                text("select state from delivery where referral_id = :id", referral).equals("SENT")));
        return pair;
    }

    private String list(String referral) {
        return text("select cast(" + FILE_OF + " as text)", referral);
    }

    private List<String> pair(HubClient officer, ZakatCommittee committee) {
        Destinations destinations = hub.getBean(Destinations.class);
        destinations.pause(PARTNER, "test", "held still", Instant.now());
        List<String> pair = List.of(refer(officer), refer(officer));
        destinations.resume(PARTNER, Instant.now());
        pair.forEach(referral -> committee.ledger().awaitEntry("list-row", referral));
        return pair;
    }

    private void opens(HubClient officer, String kind, String referral, String list) throws IOException {
        HubClient admin = officer.as("ADMIN");
        String path = Reconciled.path(PARTNER) + "?from=" + Pakistan.day(today) + "&to="
                + Pakistan.day(today).plusDays(20);
        for (Opened opened : List.of(Opened.csv(admin, path), Opened.xlsx(admin, path))) {
            assertThat(opened.gap(kind, referral)).containsEntry("file", list);
            assertThat(Integer.parseInt(opened.gap(kind, referral).get("row"))).isPositive();
            assertThat(opened.section("files")).anySatisfy(row -> assertThat(row).containsEntry("file", list)
                    .containsEntry("acknowledged", "1"));
            assertThat(opened.section("days")).hasSize(22).last().satisfies(row -> assertThat(row).containsEntry("day", "total"));
        }
    }

    private static JsonNode file(Reconciled report, String name) {
        return report.report().path("files").valueStream().filter(file -> file.path("name").asText().equals(name)).findFirst()
                .orElseThrow();
    }

    private static ReturnFile refusal(String referral) {
        return new ReturnFile("istehqaq", "PK620", "2026-03-20").row(referral, "", "LZC-0417", "", "20-03-2026", "", "REFUSED",
                "RECEIVES_OTHER_PROGRAMME");
    }
}
