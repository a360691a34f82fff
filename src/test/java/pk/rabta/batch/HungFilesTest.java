package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.zakat.ReturnFile;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A server that takes logins and answers nothing about its files, as one whose disk is a network's that is gone. */
class HungFilesTest extends ZakatScene {

    private static final Duration AGAIN = Duration.ofSeconds(90);

    @Autowired
    private WatchedSftp sftp;
    @Autowired
    private SftpSettings settings;
    @Autowired
    private DirectCalls calls;
    private ZakatCommittee committee;

    @BeforeEach
    void impatient(ZakatCommittee zakat) {
        committee = zakat;
        sftp.stall(Duration.ofSeconds(3));
    }

    @AfterEach
    void well() {
        committee.server().recover();
        sftp.stall(settings.stall());
        await().atMost(AGAIN).until(() -> calls.get("zakat-pb").failures() == 0);
    }

    @Test
    void itIsLeftAndCounted_andEachFileGoesOnceWhenItIsWell(HubClient officer) throws IOException {
        committee.server().hang();
        String referral = refer(officer);
        String name = committee.name("ISTEHQAQ", "PK620");
        failsInARow();
        committee.server().recover();
        committee.ledger().awaitEntry("list-row", referral);
        committee.send(name, refusal(referral));
        assertThat(receipt(committee, name)).contains("\"ACCEPTED\"");
        assertThat(status(referral)).isEqualTo("REJECTED");
        assertThat(committee.ledger().effects(referral)).filteredOn(e -> e.kind().equals("list-row")).hasSize(1);
        await().atMost(AGAIN).until(() -> committee.server().names("out").stream().noneMatch(n -> n.contains(".part")));
    }

    @Test
    void aFileThatStopsHalfwayIsFetchedAgain_andCountsOnce(HubClient officer) throws IOException {
        String referral = referAndList(officer, committee);
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.server().hangReads();
        committee.send(name, refusal(referral));
        failsInARow();
        assertThat(status(referral)).isNotEqualTo("REJECTED");
        committee.server().recover();
        assertThat(receipt(committee, name)).contains("\"ACCEPTED\"");
        assertThat(jdbc.sql("select repeated from batch_arrival where name = :name").param("name", name)
                .query(Boolean.class).list()).isEqualTo(List.of(false));
    }

    /** Camel only logs that. */
    @Test
    void aFileThatCannotBeMovedAwayIsCountedToo_andItsRowsCountOnce(HubClient officer) throws IOException {
        String referral = referAndList(officer, committee);
        String name = committee.name("ISTEHQAQ", "PK620");
        committee.server().hangRenames();
        committee.send(name, refusal(referral));
        failsInARow();
        await("it is read again").atMost(AGAIN).until(() -> jdbc.sql("""
                select count(*) from batch_arrival where name = :name and seen_at > received_at""").param("name", name)
                .query(Integer.class).single() == 1);
        committee.server().recover();
        assertThat(receipt(committee, name)).contains("\"ACCEPTED\"");
        assertThat(status(referral)).isEqualTo("REJECTED");
        assertThat(jdbc.sql("select count(*) from partner_event where referral_id = :id").param("id", referral)
                .query(Integer.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from batch_arrival where name = :name").param("name", name)
                .query(Integer.class).single()).as("answered once").isEqualTo(1);
    }

    /** More than one, though looks at folders succeed in between. */
    private void failsInARow() {
        await().atMost(AGAIN).untilAsserted(() -> {
            assertThat(calls.get("zakat-pb").failures()).isGreaterThan(2);
            assertThat(calls.get("zakat-pb").fault()).isEqualTo("timeout");
        });
    }

    private static byte[] refusal(String referral) {
        return new ReturnFile("istehqaq", "PK620", "2026-03-20")
                .row(referral, "", "LZC-0417", "", "20-03-2026", "", "REFUSED", "QUOTA_FULL").bytes();
    }
}
