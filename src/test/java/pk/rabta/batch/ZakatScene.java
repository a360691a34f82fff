package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.People;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** People who are referred to Zakat, Punjab, and the committees, which say nothing until the test tells them to. */
@HubTest
abstract class ZakatScene {

    static final Duration LIMIT = Duration.ofSeconds(40);

    @Autowired
    ApplicationContext hub;
    @Autowired
    JdbcClient jdbc;
    People people;

    @BeforeEach
    void committeesKeepSilent(ZakatCommittee committee) {
        people = new People(hub);
        committee.decides(row -> null);
        committee.thinks(Duration.ofMillis(100));
    }

    String refer(HubClient officer) {
        String victim = people.widow();
        String consent = people.consent(victim, List.of("zakat-pb"), List.of("SOCIAL_PROTECTION"));
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", consent, "programmes", List.of(Map.of("id", "zakat-pb-guzara"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    String referAndList(HubClient officer, ZakatCommittee committee) {
        String referral = refer(officer);
        committee.ledger().awaitEntry("list-row", referral);
        return referral;
    }

    String receipt(ZakatCommittee committee, String name) throws IOException {
        return answer(committee, name.replace(".csv", ".receipt.csv"));
    }

    String answer(ZakatCommittee committee, String name) throws IOException {
        var file = committee.server().folder("receipts").resolve(name);
        await().atMost(LIMIT).until(() -> Files.exists(file));
        return Files.readString(file);
    }

    /** The receipt comes before the file is put away: until then the next of that name would lie over it. */
    void awaitDone(ZakatCommittee committee, String name) {
        await().atMost(LIMIT).until(() -> committee.server().names("in").isEmpty()
                && committee.server().names("in/done").stream().anyMatch(file -> file.endsWith(name)));
    }

    String status(String referral) {
        return text("select status from referral where id = :id", referral);
    }

    String text(String sql, String referral) {
        return jdbc.sql(sql).param("id", referral).query(String.class).single();
    }
}
