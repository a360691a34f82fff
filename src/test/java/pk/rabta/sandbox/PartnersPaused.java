package pk.rabta.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import pk.rabta.delivery.Destinations;

/**
 * These partners are held still during each test, or during this one: what is to be sent stays where the test can look
 * at it, and no simulator answers meanwhile. Each begins with a clean slate. Afterwards what is left to be sent to
 * them is voided, for it is no other test's business, and they go on.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(PartnersPaused.Pause.class)
public @interface PartnersPaused {

    /** The partners' ids; {@code registry} is one too. */
    String[] value();

    /** Before what the test class itself prepares, and after what it clears away. */
    final class Pause implements BeforeEachCallback, AfterEachCallback {

        @Override
        public void beforeEach(ExtensionContext test) {
            Destinations destinations = hub(test).getBean(Destinations.class);
            Instant now = now(test);
            for (String partner : partners(test)) {
                destinations.resume(partner, now);
                destinations.pause(partner, "test", "held still", now);
            }
        }

        @Override
        public void afterEach(ExtensionContext test) {
            Destinations destinations = hub(test).getBean(Destinations.class);
            for (String partner : partners(test)) {
                UnsentDeliveries.voidAll(hub(test), partner);
                destinations.resume(partner, now(test));
            }
        }

        private static List<String> partners(ExtensionContext test) {
            return Stream.of(AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), PartnersPaused.class),
                    AnnotationSupport.findAnnotation(test.getRequiredTestClass(), PartnersPaused.class))
                    .flatMap(Optional::stream).flatMap(paused -> Stream.of(paused.value())).distinct().toList();
        }

        /** By the hub's clock, which a test may have moved. */
        private static Instant now(ExtensionContext test) {
            return hub(test).getBean(Clock.class).instant();
        }

        private static ApplicationContext hub(ExtensionContext test) {
            return SpringExtension.getApplicationContext(test);
        }
    }
}
