package pk.rabta.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/**
 * No default secret: a password, secret or key of the settings that is blank, or a word out of an example, stops the
 * start with its key, or with its variable where it stands in the environment alone. Its value is never told.
 */
@Component
class WeakSecrets implements BeanFactoryPostProcessor {

    /** Names without case and marks, as relaxed binding takes them alike; those of files and addresses are not secret. */
    private static final Pattern SECRET = Pattern.compile("rabtapartners.*(password|secret|privatekey)|rabtabrokerpassword"
            + "|spring.*password|(management)?serverssl.*password");
    /** That of a trust store protects no secret: what is in it is public, and Java's own has a word that everybody knows. */
    private static final Pattern PUBLIC = Pattern.compile("spring.*truststorepassword|(management)?serverssltruststorepassword");
    /** Days on which something ends, by its name: no secret. */
    private static final Pattern DAY = Pattern.compile("(?i)rabta[._]partners[._].*[._]expires[._].*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z0-9_]+");
    private static final Set<String> WORDS = Set.of("password", "passwd", "secret", "changeme", "changeit", "change-me",
            "change-it", "admin", "administrator", "root", "guest", "test", "example", "default", "rabta", "postgres",
            "artemis", "keycloak", "none", "null", "todo", "xxx", "letmein", "12345678", "123456", "1234");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        ConfigurableEnvironment environment = beans.getBean("environment", ConfigurableEnvironment.class);
        Set<String> keys = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> named) {
                for (String key : named.getPropertyNames()) {
                    if (SECRET.matcher(plain(key)).matches() && !PUBLIC.matcher(plain(key)).matches()
                            && !DAY.matcher(key).matches()) {
                        keys.add(key);
                    }
                }
            }
        }
        // A variable is looked at with the key that it is the value of.
        Set<String> written = keys.stream().filter(key -> !VARIABLE.matcher(key).matches()).map(WeakSecrets::plain)
                .collect(Collectors.toSet());
        keys.removeIf(key -> VARIABLE.matcher(key).matches() && written.contains(plain(key)));
        List<String> wrong = new ArrayList<>();
        for (String key : keys) {
            String fault = fault(value(environment, key));
            if (fault != null) {
                wrong.add(key + " is " + fault + ": set a secret of your own");
            }
        }
        WrongSettingsException.throwIfAny(wrong);
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** As it is bound. A value that refers to nothing is told by {@code ProfileKeys}, with the variable to set. */
    private static @Nullable String value(ConfigurableEnvironment environment, String key) {
        try {
            return VARIABLE.matcher(key).matches() ? environment.getProperty(key)
                    : Binder.get(environment).bind(ConfigurationPropertyName.adapt(key, '.'), Bindable.of(String.class))
                            .orElse(null);
        } catch (IllegalArgumentException | BindException e) {
            return null;
        }
    }

    private static @Nullable String fault(@Nullable String value) {
        if (value == null) {
            return null;
        }
        if (value.isBlank()) {
            return "blank";
        }
        return WORDS.contains(value.strip().toLowerCase(Locale.ROOT)) ? "a word that everybody knows" : null;
    }
}
