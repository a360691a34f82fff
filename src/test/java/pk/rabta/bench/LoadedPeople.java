package pk.rabta.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.MapPropertySource;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.People;

/** Puts persons and their consents into the hub's database as the hub itself does, sealed, before anything is measured. */
final class LoadedPeople {

    /** Serves any resident and needs what every loaded person has; its partner takes one message at a time. */
    static final String PROGRAMME = "prosecution-kp-case-link";
    private static final int THREADS = 4;

    private LoadedPeople() {}

    /** Not marked as a configuration: the hub under test scans these packages too. */
    @ComponentScan("pk.rabta.protection")
    @ConfigurationPropertiesScan("pk.rabta.protection")
    @ComponentScan(basePackageClasses = Persons.class, useDefaultFilters = false, includeFilters = @ComponentScan.Filter(
            type = FilterType.REGEX, pattern = "pk\\.rabta\\.registry\\.(Persons|PersonRows|Merges)"))
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class, JacksonAutoConfiguration.class})
    static class Loader {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /** So many bodies of {@code POST /v1/referrals}, each for a person of its own, to {@link #PROGRAMME}. */
    static List<String> bodies(Map<String, Object> properties, int count) {
        return bodies(properties, count, people -> body(people, "prosecution-kp", "JUSTICE", "JUSTICE.CASE_LINK", PROGRAMME, "ROUTINE"));
    }

    /** The same, each as one likes. */
    static List<String> bodies(Map<String, Object> properties, int count, Function<People, String> body) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sandbox", properties));
            context.register(Loader.class);
            context.refresh();
            People people = new People(context);
            List<Future<String>> made = IntStream.range(0, count)
                    .mapToObj(n -> threads.submit(() -> body.apply(people))).toList();
            List<String> bodies = new ArrayList<>(count);
            for (Future<String> one : made) {
                bodies.add(one.get());
            }
            return bodies;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Persons could not be loaded", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while persons were loaded", e);
        }
    }

    /** A referral of a new person, who has consented to that. */
    static String body(People people, String partner, String purpose, String need, String programme, String urgency) {
        String victim = people.widow();
        String consent = people.consent(victim, List.of(partner), List.of(purpose));
        return """
                {"victim":{"registryId":"%s"},"consentId":"%s","programmes":[{"id":"%s"}],"urgency":"%s",
                 "needs":[{"code":"%s"}],
                 "contact":{"via":"PHONE","phone":"+923000000122","safeHours":"10:00-13:00","language":"ur-PK",
                  "officerSex":"F","noSms":true},
                 "requestedBy":{"vso":"VSO-PB-014","office":"SWD-PB-PK620"}}""".formatted(victim, consent, programme, urgency,
                need);
    }
}
