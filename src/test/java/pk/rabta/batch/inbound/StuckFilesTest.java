package pk.rabta.batch.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pk.rabta.batch.BatchFixtures;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.receipt.BatchReceipts;
import pk.rabta.batch.receipt.Reply;
import pk.rabta.sandbox.zakat.ReturnFile;

/** A file that cannot go on holds up no other file and no receipt, and is told. */
class StuckFilesTest extends InCrashBase {

    @Test
    void fileThatStands_shouldBeToldAndNotTheOnesThatMove() {
        receive(NAME, file(150));
        receive("ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv", file(2));
        end = 130;
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("the process ends here");
        ReturnsAreFinished check = new ReturnsAreFinished(jdbc, at(NOW));
        assertThat(check.violations(NOW.plusSeconds(1799), List.of())).isEmpty();
        assertThat(check.violations(NOW.plusSeconds(1800), List.of())).singleElement().satisfies(it -> {
            assertThat(it.object()).isEqualTo(one("select id::text from batch_file where state = 'APPLYING'"));
            assertThat(it.found()).isEqualTo("zakat-pb: APPLYING, row 101 is next");
        });
        jdbc.sql("update batch_file set state = 'SPOOLED' where state = 'APPLIED'").update();
        jdbc.sql("update batch_file set updated_at = updated_at + interval '1 minute' where state = 'APPLYING'").update();
        assertThat(check.violations(NOW.plusSeconds(1800), List.of())).as("one waits for the other").isEmpty();
        assertThat(check.violations(NOW.plusSeconds(1861), List.of())).hasSize(2);
        assertThat(new ReturnsAreFinished(jdbc, at(NOW.plusSeconds(62))).violations(NOW.plusSeconds(1861), List.of()))
                .as("a node that started a moment ago").isEmpty();
    }

    @Test
    void fileThatItsProfileReadsNoMore_shouldStandAndGoOnWithTheOldOne() {
        receive(NAME, file(150));
        end = 130;
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("the process ends here");
        end = 0;
        Map<String, String> options = new TreeMap<>(BatchFixtures.zakatOptions());
        options.keySet().removeIf(key -> key.startsWith("in.istehqaq."));
        when(layouts.of(PARTNER)).thenReturn(new BatchLayout(PARTNER, options));
        assertThatThrownBy(() -> hub().process(PARTNER)).hasMessage("no options.in.istehqaq");
        assertThat(new ReturnsAreFinished(jdbc, at(NOW)).violations(NOW.plusSeconds(1800), List.of())).hasSize(1);
        when(layouts.of(PARTNER)).thenReturn(BatchFixtures.zakat());
        hub().process(PARTNER);
        assertThat(one("select state || ' ' || good_rows from batch_file")).isEqualTo("APPLIED 150");
    }

    @Test
    void receiptThatCannotBeMade_shouldHoldUpNoOther() throws IOException {
        ReturnFile refused = new ReturnFile("istehqaq", "PK617", "2026-03-20").row("REF-WRONG", "", "", "", "", "",
                "REFUSED", "QUOTA_FULL");
        receive(NAME, refused.bytes());
        hub().process(PARTNER);
        receive("ZKT_PB_ISTEHQAQ_PK617_20260320_0002.csv", file(2));
        hub().process(PARTNER);
        jdbc.sql("update batch_file set kind = 'gone' where bad_rows = 1").update();
        BatchReceipts receipts = receipts();
        assertThatThrownBy(() -> receipts.open(receipts.due(PARTNER).getFirst())).isInstanceOf(NoSuchElementException.class);
        Reply next = receipts.due(PARTNER).getFirst();
        assertThat(next.name()).contains("_0002");
        receipts.open(next).close();
        receipts.sent(next);
        assertThat(receipts.due(PARTNER)).hasSize(2).allMatch(reply -> reply.name().contains("_0001"));
        ReturnsAreFinished check = new ReturnsAreFinished(jdbc, at(NOW));
        assertThat(check.violations(NOW.plusSeconds(3600), List.of())).isEmpty();
        jdbc.sql("update batch_arrival set receipt_at = receipt_at + interval '31 minutes'").update();
        assertThat(check.violations(NOW.plusSeconds(3600), List.of())).singleElement()
                .satisfies(it -> assertThat(it.found()).contains("receipt is not written"));
    }
}
