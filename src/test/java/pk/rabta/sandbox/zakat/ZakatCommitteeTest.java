package pk.rabta.sandbox.zakat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Ledger.Effect;

/** The committee over its real protocol. */
class ZakatCommitteeTest {

    private static final String ROW = "\"D\",\"REF-%s\","
            + "\"99999-0000012-2\",\"\",\"SHAZIA BIBI\",\"\",\"\",\"\",\"LZC-0417\",\"GUZARA\",\"%s\",\"3\",\"Y\",\"\"";

    private final ZakatCommittee committee = new ZakatCommittee();

    @BeforeEach
    void start() {
        committee.start();
    }

    @AfterEach
    void stop() {
        committee.stop();
    }

    @Test
    void committee_shouldAnswerAListOnce() throws Exception {
        ReturnFile list = new ReturnFile("list", "PK617", "2026-03-01")
                .raw(ROW.formatted("WIDOW0001", "WIDOW")).raw(ROW.formatted("OTHER0001", "OTHER"));
        put("ZKT_PB_LIST_PK617_20260301_0001.csv", text(list).replace("\"ZKT-PB\",\"RABTA\",\"list\"",
                "\"RABTA\",\"ZKT-PB\""));
        await().until(() -> committee.server().names("in").size() == 1);
        String answer = Files.readString(committee.server().folder("in").resolve(committee.server().names("in")
                .getFirst()));
        assertThat(answer).contains("\"REF-WIDOW0001\"", "\"REFUSED\",\"RECEIVES_OTHER_PROGRAMME\"",
                "\"ISQ-OTHER000\"", "\"GRANTED\"");
        assertThat(committee.ledger().effects("REF-OTHER0001")).hasSize(1);
    }

    @Test
    void committee_shouldRefuseAListWithWrongTotals() throws Exception {
        put("ZKT_PB_LIST_PK617_20260301_0001.csv", text(new ReturnFile("list", "PK617", "2026-03-01")
                .raw(ROW.formatted("WIDOW0001", "WIDOW"))).replace("LZC-0417", "LZC-0418"));
        await().until(() -> !committee.ledger().entries().isEmpty());
        assertThat(committee.ledger().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.effect()).isEqualTo(Effect.REFUSED);
            assertThat(entry.summary()).contains("checksum");
        });
    }

    @Test
    void server_shouldAskForPasswordAndHaveAHostKey() {
        assertThatThrownBy(() -> session("wrong", committee.server().knownHosts())).isInstanceOf(JSchException.class)
                .hasMessageContaining("Auth fail");
        assertThatThrownBy(() -> session(committee.server().password(), new ZakatCommittee().server().knownHosts()))
                .isInstanceOf(JSchException.class).hasMessageContaining("UnknownHostKey");
    }

    @Test
    void faults_shouldCloseThePortAndOpenItAgain() throws Exception {
        committee.faults().refuse();
        assertThatThrownBy(() -> session(committee.server().password(), committee.server().knownHosts()))
                .isInstanceOf(JSchException.class).hasMessageContaining("refused");
        committee.faults().accept();
        session(committee.server().password(), committee.server().knownHosts()).disconnect();
    }

    private static String text(ReturnFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private void put(String name, String content) throws Exception {
        Session session = session(committee.server().password(), committee.server().knownHosts());
        try {
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(10_000);
            channel.put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "out/" + name + ".part");
            channel.rename("out/" + name + ".part", "out/" + name);
        } finally {
            session.disconnect();
        }
    }

    private Session session(String password, Path knownHosts) throws JSchException {
        JSch client = new JSch();
        client.setKnownHosts(knownHosts.toString());
        Session session = client.getSession(committee.server().username(), committee.server().host(),
                committee.server().port());
        session.setPassword(password);
        session.setConfig("PreferredAuthentications", "password");
        session.connect(10_000);
        return session;
    }
}
