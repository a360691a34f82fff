package pk.rabta.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;
import pk.rabta.sandbox.Secrets;
import pk.rabta.settings.WrongSettingsException;

/**
 * Each secret, one at a time: blank, or out of an example. Each start sets the process's logging up anew, with the levels
 * that the hub is shipped with, so nobody may read what is written meanwhile, and nobody after it finds other levels.
 */
@ResourceLock(Resources.SYSTEM_OUT)
class WeakSecretsTest {

    /** What may come by the environment alone, by either spelling of what has a hyphen in files. */
    private static final String[] VARIABLES = {"RABTA_PARTNERS_B_AUTH_PASSWORD", "RABTA_PARTNERS_B_AUTH_CLIENTSECRET",
        "RABTA_PARTNERS_B_AUTH_CLIENT_SECRET", "RABTA_PARTNERS_B_0_PASSWORD", "RABTA_PARTNERS_B_SIGNATURE_PRIVATEKEY",
        "SPRING_SSL_BUNDLE_JKS_OFFICE_KEYSTORE_PASSWORD", "SPRING_SSL_BUNDLE_JKS_OFFICE_KEY_PASSWORD",
        "MANAGEMENT_SERVER_SSL_KEYPASSWORD"};
    private static final String[] KEYS = {"spring.datasource.password", "rabta.broker.password",
        "rabta.partners.a.auth.client-secret", "rabta.partners.a.auth.password", "rabta.partners.a.receive.password",
        "rabta.partners.a.signature.private-key", "rabta.partners.a[0].password", "rabta.partners.c.signature.privateKey",
        "spring.ssl.bundle.jks.hub.keystore.password", "spring.ssl.bundle.jks.truststore.keystore.password",
        "spring.ssl.bundle.jks.hub.key.password", "spring.ssl.bundle.pem.hub.keystore.private-key-password",
        "server.ssl.key-store-password", "server.ssl.keyPassword",
        "management.server.ssl.key-store-password"};

    private static final Map<String, Object> LOGGING = logging();

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

    @ParameterizedTest
    @FieldSource("VARIABLES")
    void noSecretMayBeKnownThatOnlyTheEnvironmentHas(String variable) {
        for (String value : new String[] {" ", "changeit"}) {
            assertThatThrownBy(() -> start(Map.of(variable, value), "rabta.broker.password", Secrets.password()))
                    .as(variable).isInstanceOfSatisfying(WrongSettingsException.class, wrong -> assertThat(wrong.lines())
                            .singleElement().asString().startsWith(variable + " is ").doesNotContain("changeit"));
        }
    }

    @Test
    void aVariableThatReplacesASecretOfAFileIsHeldAgainstTheSame() {
        assertThatThrownBy(() -> start(Map.of("RABTA_PARTNERS_A_AUTH_CLIENTSECRET", "changeit"),
                "rabta.broker.password", Secrets.password())).isInstanceOfSatisfying(WrongSettingsException.class,
                        wrong -> assertThat(wrong.lines()).singleElement().asString()
                                .startsWith("rabta.partners.a.auth.client-secret "));
        start(Map.of("RABTA_PARTNERS_A_AUTH_PASSWORD", Secrets.password()), "rabta.partners.a.auth.password", "changeit");
    }

    @Test
    void whatIsNoSecretMayBeAnything() {
        start(Map.of("RABTA_PARTNERS_A_EXPIRES_PASSWORD", "", "SERVER_SSL_ENABLED", "", "RABTA_PASSWORD_OF_NOBODY", ""),
                "rabta.partners.a.expires.client-secret", "");
    }

    /** Java's own has such a word, and what is in it is public. */
    @Test
    void thatOfATrustStoreMayBeAnything() {
        start(Map.of("SERVER_SSL_TRUSTSTOREPASSWORD", "changeit"), "spring.ssl.bundle.jks.hub.truststore.password", "changeit");
        start("management.server.ssl.trust-store-password", "");
    }

    @Test
    void ownSecretsPass() {
        start("rabta.partners.a.auth.password", Secrets.password());
    }

    private static Map<String, Object> logging() {
        YamlMapFactoryBean shipped = new YamlMapFactoryBean();
        shipped.setResources(new FileSystemResource("config/application.yaml"));
        return Map.of("logging", Objects.requireNonNull(shipped.getObject()).get("logging"));
    }

    private static void start(String key, String value) {
        start(Map.of(), key, value);
    }

    private static void start(Map<String, Object> variables, String key, String value) {
        Map<String, Object> settings = new HashMap<>();
        for (String each : KEYS) {
            settings.put(each, Secrets.password());
        }
        settings.put(key, value);
        settings.put("rabta.partners.a.auth.key-file", "");
        settings.put("spring.config.location", "optional:file:/nowhere/");
        settings.putAll(LOGGING);
        new SpringApplicationBuilder(OnlySecrets.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false).registerShutdownHook(false).properties(settings)
                .initializers(context -> context.getEnvironment().getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .run().close();
    }
}
