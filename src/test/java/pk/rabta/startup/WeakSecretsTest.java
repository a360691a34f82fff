package pk.rabta.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import pk.rabta.sandbox.Secrets;
import pk.rabta.settings.WrongSettingsException;

/** Each secret, one at a time: blank, or out of an example. */
class WeakSecretsTest {

    private static final String[] KEYS = {"spring.datasource.password", "rabta.broker.password",
        "rabta.partners.a.auth.client-secret", "rabta.partners.a.auth.password", "rabta.partners.a.receive.password",
        "rabta.partners.a.signature.private-key"};

    @Import(WeakSecrets.class)
    static class OnlySecrets {}

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "changeme", "Secret", "rabta"})
    void noSecretMayBeKnown(String value) {
        for (String key : KEYS) {
            assertThatThrownBy(() -> start(key, value)).as(key).isInstanceOfSatisfying(WrongSettingsException.class,
                    wrong -> assertThat(wrong.lines()).singleElement().asString().startsWith(key + " is ")
                            .doesNotContain("changeme", "Secret"));
        }
    }

    @Test
    void ownSecretsPass() {
        start("rabta.partners.a.auth.password", Secrets.password());
    }

    private static void start(String key, String value) {
        Map<String, Object> settings = new HashMap<>();
        for (String each : KEYS) {
            settings.put(each, Secrets.password());
        }
        settings.put(key, value);
        settings.put("rabta.partners.a.auth.key-file", "");
        settings.put("spring.config.location", "optional:file:/nowhere/");
        new SpringApplicationBuilder(OnlySecrets.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false).registerShutdownHook(false).properties(settings).run().close();
    }
}
