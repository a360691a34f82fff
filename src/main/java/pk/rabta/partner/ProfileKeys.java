package pk.rabta.partner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;
import pk.rabta.settings.KnownKeys;
import pk.rabta.settings.WrongSettingsException;

/**
 * Holds the keys of profiles against what the hub reads, before anything is made of them: Spring's own binding passes
 * over an unknown key and then misses the one that was meant.
 */
@Component
class ProfileKeys implements BeanFactoryPostProcessor {

    private static final KnownKeys KNOWN = new KnownKeys().add("", PartnerProfile.class, Set.of(Rate.class, Term.class));

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        ConfigurableEnvironment environment = beans.getBean("environment", ConfigurableEnvironment.class);
        Path home = Path.of(environment.getProperty("rabta.home", "."));
        List<String> wrong = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source.getName().startsWith(PartnerFiles.NAME) && source instanceof EnumerablePropertySource<?> keys) {
                String file = source.getName().substring(PartnerFiles.NAME.length()).replaceFirst(" \\(document.*", "");
                new Check(home, file, keys, environment).collect(wrong);
            }
        }
        WrongSettingsException.throwIfAny(wrong);
    }

    private record Check(Path home, String file, EnumerablePropertySource<?> source,
                         ConfigurableEnvironment environment) {

        void collect(List<String> wrong) {
            String id = Path.of(file).getParent().getFileName().toString();
            String prefix = "rabta.partners." + id + '.';
            Set<String> options = new TreeSet<>();
            Set<String> found = new TreeSet<>();
            for (String key : source.getPropertyNames()) {
                if (!key.startsWith(prefix)) {
                    found.add("key '" + key + "' must start with '" + prefix + "'");
                } else if (key.startsWith(prefix + "options.")) {
                    options.add(key.substring(prefix.length() + "options.".length()));
                } else {
                    KNOWN.unknown(key.substring(prefix.length())).ifPresent(found::add);
                }
                if (source.getProperty(key) instanceof CharSequence text) {
                    resolve(key, text.toString(), found);
                }
            }
            found.addAll(ConnectorOptions.of(home, id).wrong(options, name ->
                    environment.containsProperty(prefix + "options." + name)));
            found.forEach(line -> wrong.add(file + ": " + line));
        }

        private void resolve(String key, String text, Set<String> found) {
            try {
                environment.resolveRequiredPlaceholders(text);
            } catch (IllegalArgumentException e) {
                found.add(key + " needs a value for " + text + ": set that environment variable or property");
            }
        }
    }
}
