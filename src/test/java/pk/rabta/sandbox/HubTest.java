package pk.rabta.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import pk.rabta.RabtaApplication;

/**
 * A test of the whole hub on a random port, with real database, broker, issuer and simulators. All such tests share one
 * hub and one {@link SandboxEnvironment}, and run one after the other. Test methods may take a
 * {@link SandboxEnvironment}, a {@link HubClient} (a victim support officer's, see {@link HubClient#as}) or any
 * {@link Simulator} as a parameter. The faults of all simulators are cleared before each test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = {RabtaApplication.class, MovableClock.class, Seeds.class, SqlEar.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = HubTestInitializer.class)
@ExtendWith(HubTestExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
public @interface HubTest {}
