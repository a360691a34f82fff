package pk.rabta.startup;

import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/**
 * No default secret: a password, secret or key of the settings that is blank, or a word out of an example, stops the
 * start with its key. Its value is never told.
 */
@Component
class WeakSecrets implements BeanFactoryPostProcessor {

    /** Keys whose value is a secret; those of files and addresses are not. */
    private static final Pattern SECRET = Pattern.compile(
            "rabta\\.partners\\..*(password|secret|private-?key)|rabta\\.broker\\.password|spring\\.datasource\\.password",
            Pattern.CASE_INSENSITIVE);
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
                    if (SECRET.matcher(key).matches()) {
                        keys.add(key);
                    }
                }
            }
        }
        TreeMap<String, String> wrong = new TreeMap<>();
        for (String key : keys) {
            String fault = fault(value(environment, key));
            if (fault != null) {
                wrong.put(key, key + " is " + fault + ": set a secret of your own");
            }
        }
        WrongSettingsException.throwIfAny(wrong.values().stream().toList());
    }

    /** A value that refers to nothing is told by {@code ProfileKeys}, with the variable to set. */
    private static @Nullable String value(ConfigurableEnvironment environment, String key) {
        try {
            return environment.getProperty(key);
        } catch (IllegalArgumentException e) {
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
