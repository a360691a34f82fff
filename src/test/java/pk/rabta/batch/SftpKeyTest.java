package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.support.StandardServletEnvironment;
import pk.rabta.RabtaApplication;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.People;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Received;
import pk.rabta.sandbox.SftpServer;
import pk.rabta.sandbox.Simulators;
import pk.rabta.sandbox.zakat.Decision;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A partner whose server asks for a key instead of a password; and a server that is not the one that is known. */
@Execution(ExecutionMode.SAME_THREAD)
class SftpKeyTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String PARTNER = "zakat-pb";

    @TempDir
    private Path folder;

    @Test
    void listsGoOutAndReturnsComeInByKeyAndAWrongKeyOrHostIsThePartnersFault() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            ZakatCommittee committee = sandbox.simulator(ZakatCommittee.class);
            committee.decides(row -> null);
            SftpServer server = committee.server();
            KeyPair ours = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
            server.admit(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256).getPublic());
            try (ConfigurableApplicationContext hub = hub(sandbox, write(ours))) {
                HubClient officer = HubClient.of(sandbox, URI.create("http://127.0.0.1:"
                        + hub.getEnvironment().getProperty("local.server.port")), "VSO");
                String first = refer(hub, officer);
                awaitPaused(hub, "sftp-login", first);
                assertThat(server.names("out")).isEmpty();
                server.admit(ours.getPublic());
                resume(officer);
                committee.ledger().awaitEntry("list-row", first);

                String known = Files.readString(server.knownHosts());
                SftpServer other = new SftpServer("other", new Received(), "out");
                Files.writeString(server.knownHosts(), Files.readString(other.knownHosts())
                        .replaceFirst("\\]:\\d+", "]:" + server.port()));
                other.delete();
                committee.decides(row -> Decision.refused("QUOTA_FULL"));
                String second = refer(hub, officer);
                awaitPaused(hub, "sftp-host-key", second);
                Files.writeString(server.knownHosts(), known);
                resume(officer);
                committee.ledger().awaitEntry("list-row", second);
                await().atMost(LIMIT).untilAsserted(() -> assertThat(hub.getBean(JdbcClient.class)
                        .sql("select status from referral where id = :id").param("id", second).query(String.class)
                        .single()).isEqualTo("REJECTED"));
            }
        }
    }

    private void awaitPaused(ConfigurableApplicationContext hub, String reason, String referral) {
        JdbcClient jdbc = hub.getBean(JdbcClient.class);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(jdbc.sql(
                "select pause_reason from destination_state where paused and id = :id").param("id", PARTNER)
                .query(String.class).list()).containsExactly(reason));
        assertThat(jdbc.sql("select fault from partner_call where failures > 0 and partner_id = :id")
                .param("id", PARTNER).query(String.class).list()).containsExactly(reason);
        assertThat(jdbc.sql("select state from delivery where referral_id = :id").param("id", referral)
                .query(String.class).single()).isNotIn("PARKED", "SENT", "ACKED");
    }

    private static void resume(HubClient officer) {
        assertThat(officer.as("ADMIN").post("/v1/admin/partners/" + PARTNER + "/resume", Map.of("reason", "mended"))
                .status()).isEqualTo(200);
    }

    private static String refer(ConfigurableApplicationContext hub, HubClient officer) {
        People people = new People(hub);
        String victim = people.widow();
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", people.consent(victim, List.of(PARTNER), List.of("SOCIAL_PROTECTION")),
                "programmes", List.of(Map.of("id", "zakat-pb-guzara"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    private Path write(KeyPair pair) throws Exception {
        Path file = folder.resolve("id_hub");
        try (var out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "hub", null, out);
        }
        return file;
    }

    private static ConfigurableApplicationContext hub(SandboxEnvironment sandbox, Path key) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", sandbox.properties()));
        return new SpringApplicationBuilder(RabtaApplication.class).environment(environment)
                .run("--server.port=0", "--management.server.port=0", "--rabta.partners." + PARTNER
                        + ".auth.type=sftp-key", "--rabta.partners." + PARTNER + ".auth.key-file=" + key);
    }
}
