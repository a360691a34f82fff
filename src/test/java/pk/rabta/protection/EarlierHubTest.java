package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.support.StandardServletEnvironment;
import pk.rabta.RabtaApplication;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;

/** The whole hub starts on the database of an earlier version. */
@Execution(ExecutionMode.SAME_THREAD)
class EarlierHubTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    @TempDir
    private Path outside;
    private JdbcClient jdbc;

    @Test
    void what_was_merged_with_a_witness_is_hidden_with_all_that_follows_and_the_audit_goes_on() {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            Database database = EmbeddedDatabase.shared().emptyDatabase();
            EarlierHub before = new EarlierHub(database,
                    Path.of(sandbox.properties().get("rabta.protection.master-key-file").toString()), sandbox.client("VSO").id());
            jdbc = before.jdbc;
            before.leaves(3);
            before.webhook();
            String known = before.person(null);
            String referral = before.referral(known, "key-9999900000017");
            UUID list = before.list(referral);
            before.person(known, Person.HIDDEN);
            String unknown = "VOT-TEST-SURVIVOR";
            before.person(unknown, Person.HIDDEN);
            String other = before.person(before.person(null));
            String others = before.referral(other, "key-9999900000025");
            try (ConfigurableApplicationContext hub = start(sandbox, database)) {
                HubClient officer = HubClient.of(sandbox, URI.create("http://127.0.0.1:"
                        + hub.getEnvironment().getProperty("local.server.port")), "VSO");
                Persons persons = hub.getBean(Persons.class);
                assertThat(persons.find(unknown).orElseThrow().hidden()).isTrue();
                assertThat(persons.find(other).orElseThrow().hidden()).isFalse();
                assertThat(officer.get("/v1/referrals/" + others).status()).isEqualTo(200);
                assertThat(officer.get("/v1/referrals/" + referral).status()).isEqualTo(404);
                isHidden(known, referral, list);
                theAuditGoesOn(officer.as("AUDITOR"));
                isLearntOnce(hub, persons, known);
            }
        }
    }

    private void isHidden(String known, String referral, UUID list) {
        assertThat(jdbc.sql("select flags_at is not null and :hidden = any(flags) from person where victim_id = :id")
                .param("hidden", Person.HIDDEN).param("id", known).query(Boolean.class).single()).isTrue();
        assertThat(texts("select status from referral where id = :id", referral)).containsExactly("CANCELLATION_REQUESTED");
        assertThat(texts("select kind from delivery where referral_id = :id and state <> 'VOIDED' order by sequence", referral))
                .containsExactly("request", "cancellation");
        assertThat(texts("select status from consent where victim_id = :id and withheld", known)).hasSize(1);
        assertThat(texts("select key from idempotency_key where key like :id", "key-%")).as("the other's, as ids are kept now")
                .singleElement().asString().startsWith("key-*************~");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(texts("select state from batch_file where id::text = :id "
                + "and stale_at is not null", list.toString())).containsExactly("DROPPED"));
    }

    private void theAuditGoesOn(HubClient auditor) {
        assertThat(texts("select name from hub_key where name <> :id order by name", "none")).contains("audit-mark", "pseudonyms");
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode report = auditor.get("/v1/audit/verification").body();
            assertThat(report.path("size").asInt()).as("%s", report).isGreaterThan(4);
            assertThat(report.path("valid").asBoolean()).as("%s", report).isTrue();
            assertThat(report.path("unmarked").asInt()).isEqualTo(3);
        });
    }

    /** Whom two people show again stays shown at the next start. */
    private void isLearntOnce(ConfigurableApplicationContext hub, Persons persons, String known) {
        jdbc.sql("update person set flags = '{}' where victim_id = :id").param("id", known).update();
        hub.getBean("earlierMerges", SmartInitializingSingleton.class).afterSingletonsInstantiated();
        assertThat(persons.find(known).orElseThrow().hidden()).isFalse();
    }

    private List<String> texts(String sql, String id) {
        return jdbc.sql(sql).param("id", id).query(String.class).list();
    }

    private ConfigurableApplicationContext start(SandboxEnvironment sandbox, Database database) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", sandbox.properties()));
        return new SpringApplicationBuilder(RabtaApplication.class).environment(environment).run("--server.port=0",
                "--management.server.port=0", "--spring.datasource.url=" + database.url(), "--rabta.audit.directory=" + outside);
    }
}
