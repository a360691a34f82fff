package pk.rabta.sandbox.wpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.support.StandardServletEnvironment;
import pk.rabta.RabtaApplication;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.Referred;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;

/**
 * A hub that starts while a unit's keys are over: nothing goes to the unit, and the next file is enough to go on.
 * Its hub sets the process's logging up.
 */
@ResourceLock(Resources.SYSTEM_OUT)
class UnitKeysOverTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static Referred refer(ConfigurableApplicationContext hub, HubClient officer) {
        return Referred.submit(hub, officer, new Referred.Person("""
                {"contract":"victim/1","victim":{"registryId":"VOT-ID","name":{"roman":"Zarmina Gul"},
                  "identifiers":[{"type":"CNIC","value":"9999900003029"}],"sex":"F","phone":"+923000000122",
                  "address":{"province":"PK-KP","district":"PK528"}},"flags":["THREAT"]}""",
                "wpu-kp-protection", "PROTECTION.THREAT", "PROTECTION", "wpu-kp", "IDENTITY_MIN,CONTACT"),
                ",\"contact\":{\"via\":\"HANDLER\",\"vso\":\"VSO-KP-014\"}");
    }

    @Test
    void the_unit_is_paused_with_the_reason_and_goes_on_with_new_keys() throws Exception {
        try (SandboxEnvironment sandbox = SandboxEnvironment.start(Simulators.all())) {
            WpuSimulator unit = sandbox.simulator(WpuSimulator.class);
            Path keys = Path.of(sandbox.properties().get("WPU_KP_KEYS").toString());
            Files.writeString(keys, unit.seal().publicKeys(Instant.now().minusSeconds(1)));
            try (ConfigurableApplicationContext hub = hub(sandbox)) {
                URI address = URI.create("http://127.0.0.1:" + hub.getEnvironment().getProperty("local.server.port"));
                sandbox.hubStarted(address);
                HubClient officer = HubClient.of(sandbox, address, "VSO");
                HubClient admin = officer.as("ADMIN");
                assertThat(admin.get("/v1/admin/partners/wpu-kp").body().path("expiring").findValuesAsText("name"))
                        .containsExactlyInAnyOrder("enc/unit-enc-1", "sig/unit-sig-1");
                Referred referral = refer(hub, officer);
                JdbcClient jdbc = hub.getBean(JdbcClient.class);
                Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(jdbc.sql(
                        "select pause_reason from destination_state where paused and id = 'wpu-kp'").query(String.class)
                        .list()).singleElement().asString().endsWith("key-expired"));
                assertThat(unit.opened()).isEmpty();
                Files.writeString(keys, unit.seal().publicKeys());
                Awaitility.await("the hub has read the file").atMost(LIMIT).untilAsserted(() -> assertThat(
                        admin.get("/v1/admin/partners/wpu-kp").body().path("expiring").size()).isZero());
                assertThat(admin.post("/v1/admin/partners/wpu-kp/resume", Map.of("reason", "new keys")).status())
                        .isEqualTo(200);
                referral.await("COMPLETED");
                assertThat(unit.opened()).hasSize(1);
            }
        }
    }

    private static ConfigurableApplicationContext hub(SandboxEnvironment sandbox) {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("sandbox", sandbox.properties()));
        return new SpringApplicationBuilder(RabtaApplication.class).environment(environment)
                .run("--server.port=0", "--management.server.port=0");
    }
}
