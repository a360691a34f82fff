package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Secrets;
import pk.rabta.sandbox.Seeds;

/** The running hub gets a new master key by its file, while referrals are accepted and delivered. */
@HubTest
class LiveRotationTest {

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Value("${rabta.protection.master-key-file}")
    private Path file;

    @Test
    void referralsGoOnAndEverythingEndsUnderTheNewKey(HubClient officer) throws Exception {
        String before = Files.readString(file);
        String oldId = sealing(officer);
        List<String> referrals = new ArrayList<>(some(officer));
        Files.writeString(file, "current " + Secrets.key() + '\n' + before.replace("current", "other"));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            referrals.addAll(some(officer));
            return !sealing(officer).equals(oldId);
        });
        referrals.addAll(some(officer));
        await().atMost(Duration.ofSeconds(60)).until(() -> key(officer, oldId).path("rows").asLong() == 0);
        assertThat(referrals).hasSizeGreaterThan(5);
        await().atMost(Duration.ofSeconds(60)).until(() -> delivered(referrals) == referrals.size());
        assertThat(jdbc.sql("""
                select count(*) from inbound_message where sealed_key is not null and sealed_for is null
                  and substring(sealed_key from 1 for 5) = :prefix""").param("prefix", MasterKey.prefix(oldId))
                .query(Long.class).single()).isZero();
        assertThat(officer.get("/v1/referrals/" + referrals.getFirst()).status()).isEqualTo(200);
    }

    private List<String> some(HubClient officer) {
        return List.of(seeds.referral(officer, "health-pb", "health-pb-trauma-counselling"),
                seeds.referral(officer, "health-pb", "health-pb-trauma-counselling"));
    }

    private int delivered(List<String> referrals) {
        return jdbc.sql("select count(*) from delivery where referral_id = any(:ids) and kind = 'request' and state = 'ACKED'")
                .param("ids", referrals.toArray(String[]::new)).query(Integer.class).single();
    }

    private static String sealing(HubClient officer) {
        for (JsonNode key : keys(officer)) {
            if (key.path("sealing").asBoolean()) {
                return key.path("id").asText();
            }
        }
        throw new IllegalStateException("no key seals");
    }

    private static JsonNode key(HubClient officer, String id) {
        for (JsonNode key : keys(officer)) {
            if (key.path("id").asText().equals(id)) {
                return key;
            }
        }
        throw new IllegalStateException("no key " + id);
    }

    private static JsonNode keys(HubClient officer) {
        return ResponseContract.check("getKeys", 200, officer.as("ADMIN").get("/v1/admin/keys")).path("keys");
    }
}
