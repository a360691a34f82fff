package pk.rabta.startup;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Rate;
import pk.rabta.partner.Term;
import pk.rabta.settings.KnownKeys;
import pk.rabta.settings.WrongSettingsException;

/** A key {@code rabta.*} of application.yaml that nothing reads stops the start. The environment is not looked at. */
@Component
class SettingKeys implements BeanFactoryPostProcessor {

    /** Those that no record of settings holds: read by routes, or one by one. */
    static final Set<String> SINGLE = Set.of("rabta.home", "rabta.public-url", "rabta.registry.partner",
            "rabta.relay.period", "rabta.webhooks.concurrency", "rabta.webhooks.period", "rabta.clocks.period",
            "rabta.retention.period", "rabta.measures.period", "rabta.invariants.period", "rabta.waiting.period", "rabta.waiting.retry",
            "rabta.waiting.refresh", "rabta.batch.keep", "rabta.partitions.period", "rabta.leases.period",
            "rabta.audit.period", "rabta.recovery.period", "rabta.registry.period", "rabta.batch.period",
            "rabta.protection.period", "rabta.consents.period", "rabta.reconciliation.period", "rabta.clocks.heartbeat");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        KnownKeys known = new KnownKeys();
        SINGLE.forEach(known::add);
        for (String name : beans.getBeanDefinitionNames()) {
            // How Boot names records of settings; other beans are not looked at, which would make some too early.
            Class<?> type = name.startsWith("rabta.") ? beans.getType(name, false) : null;
            ConfigurationProperties settings = type == null ? null : type.getAnnotation(ConfigurationProperties.class);
            if (type != null && settings != null) {
                known.add(settings.value(), type, Set.of(Rate.class, Term.class));
            }
        }
        check(known, beans.getBean("environment", ConfigurableEnvironment.class));
    }

    static void check(KnownKeys known, ConfigurableEnvironment environment) {
        Set<String> wrong = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source.getName().startsWith("Config resource") && source instanceof EnumerablePropertySource<?> keys) {
                for (String key : keys.getPropertyNames()) {
                    if (key.startsWith("rabta.") && !key.startsWith("rabta.partners.")) {
                        known.unknown(key).ifPresent(line -> wrong.add(file(source) + ": " + line));
                    }
                }
            }
        }
        WrongSettingsException.throwIfAny(new ArrayList<>(wrong));
    }

    /** {@code Config resource 'file [config/application.yaml]' via location ...} holds the file's path. */
    private static String file(PropertySource<?> source) {
        return source.getName().replaceFirst("^[^\\[]*\\[([^]]*)].*", "$1");
    }
}
