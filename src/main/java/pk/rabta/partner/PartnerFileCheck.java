package pk.rabta.partner;

import java.nio.file.Path;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** Holds profiles against their file's name, and finds variables that nobody set: both stop the start. */
final class PartnerFileCheck {

    private PartnerFileCheck() {}

    static void check(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source.getName().startsWith(PartnerFiles.NAME) && source instanceof EnumerablePropertySource<?> keys) {
                String file = source.getName().substring(PartnerFiles.NAME.length()).replaceFirst(" \\(document.*", "");
                check(file, keys, environment);
            }
        }
    }

    private static void check(String file, EnumerablePropertySource<?> source, ConfigurableEnvironment environment) {
        String prefix = "rabta.partners." + Path.of(file).getParent().getFileName() + ".";
        for (String key : source.getPropertyNames()) {
            if (!key.startsWith(prefix)) {
                throw new IllegalStateException(file + ": key '" + key + "' must start with '" + prefix + "'");
            }
            if (source.getProperty(key) instanceof CharSequence text) {
                resolve(file, key, text.toString(), environment);
            }
        }
    }

    private static void resolve(String file, String key, String text, ConfigurableEnvironment environment) {
        try {
            environment.resolveRequiredPlaceholders(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + ": " + key + " needs a value for " + text
                    + ": set that environment variable or property", e);
        }
    }
}
