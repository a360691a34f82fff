package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** What somebody who may write to a partner's folder, or runs its server, might put there. */
class HostileFilesFlowTest extends ZakatScene {

    private static final List<String> FORMULAS = List.of("=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1)", " =1+1",
            "\t=1+1", "\uFF1D1+1", "\u202E=1+1");

    /** A committee's cell that a spreadsheet would run is text here, goes back as text, and is the same text once more. */
    @Test
    void aFormulaGoesBackAsText(HubClient officer, ZakatCommittee committee) throws IOException {
        String referral = referAndList(officer, committee);
        String name = committee.name("ISTEHQAQ", "PK620");
        ReturnFile file = new ReturnFile("istehqaq", "PK620", "2026-03-20");
        FORMULAS.forEach(formula -> file.row(referral, "", formula, "", "20-03-2026", "", "REFUSED", "NO_SUCH_REASON"));
        committee.send(name, file.bytes());
        String errors = answer(committee, name.replace(".csv", ".errors.csv"));
        assertThat(errors.lines()).hasSize(1 + FORMULAS.size());
        assertThat(errors).contains("'=cmd|'/C calc'!A0", "'@SUM(1)");
        assertThat(errors).doesNotContainPattern("(?m)(^|,)\"?[\\s\u202E]*[=+@\uFF1D-]");

        String corrected = errors.lines().limit(2).collect(Collectors.joining("\r\n"))
                .replace("NO_SUCH_REASON", "QUOTA_FULL");
        assertThat(corrected).contains("'=cmd|");
        committee.send(name.replace(".csv", ".errors.csv"), corrected.getBytes(StandardCharsets.UTF_8));
        await().atMost(LIMIT).until(() -> status(referral).equals("REJECTED"));
    }

    /** The listing is the server's word: what lies elsewhere is neither fetched nor moved, whatever it is called there. */
    @ParameterizedTest
    @ValueSource(strings = {"../receipts/elsewhere.csv", "./../receipts/elsewhere.csv", "x/../../receipts/elsewhere.csv"})
    void aNameInAListingLeadsNowhere(String listed, ZakatCommittee committee) throws IOException {
        Path elsewhere = committee.server().folder("receipts").resolve("elsewhere.csv");
        Path decoy = committee.server().folder("in").resolve("decoy.csv");
        UnaryOperator<String> lie = real -> real.equals("decoy.csv") ? listed : real;
        try {
            Files.createDirectories(committee.server().folder("in").resolve("x"));
            Files.writeString(elsewhere, "not,for,the,hub\n");
            committee.server().lists(lie);
            Files.writeString(decoy, "a,b\n");
            String honest = "honest-" + listed.length() + ".csv";
            committee.send(honest, honest.getBytes(StandardCharsets.UTF_8));
            assertThat(receipt(committee, honest)).contains("file.name-unknown");
            ScheduledPollConsumer consumer = (ScheduledPollConsumer) hub.getBean(CamelContext.class)
                    .getRoute("receive-zakat-pb").getConsumer();
            long looks = consumer.getCounter();
            await().atMost(LIMIT).until(() -> consumer.getCounter() >= looks + 3);
            assertThat(elsewhere).hasContent("not,for,the,hub");
            assertThat(jdbc.sql("select count(*) from batch_file where direction = 'IN' and name like '%elsewhere%'")
                    .query(Integer.class).single()).isZero();
        } finally {
            committee.server().lists(UnaryOperator.identity());
            Files.deleteIfExists(decoy);
            Files.deleteIfExists(elsewhere);
            Files.deleteIfExists(committee.server().folder("in").resolve("x"));
        }
    }
}
