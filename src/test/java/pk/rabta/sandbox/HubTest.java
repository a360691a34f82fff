package pk.rabta.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextCustomizerFactories;
import pk.rabta.RabtaApplication;

/**
 * A test of the whole hub on a random port, with real database, broker, issuer and simulators. Such tests share
 * a few hubs, each with a {@link SandboxEnvironment} of its own; a class has one of them for itself. Test methods may take a
 * {@link SandboxEnvironment}, a {@link HubClient} (a victim support officer's, see {@link HubClient#as}) or any
 * {@link Simulator} as a parameter. The faults of all simulators are cleared before each test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(HubTestExtension.class)
@SpringBootTest(classes = {RabtaApplication.class, MovableClock.class, Seeds.class, SqlEar.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextCustomizerFactories(HubLaneFactory.class)
public @interface HubTest {}
