package pk.rabta.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import pk.rabta.sandbox.leak.DisclosedTraffic;

/** Hands the parts of the shared sandbox to test methods. */
final class HubTestExtension implements ParameterResolver, BeforeEachCallback, BeforeAllCallback, AfterAllCallback {

    private static final Map<ApplicationContext, DisclosedTraffic> TRAFFIC = new WeakHashMap<>();
    /** The machine may have other work; only a test that fails waits as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        Awaitility.setDefaultTimeout(PATIENCE);
        HubLane.take(context.getRequiredTestClass());
        sandbox(context).simulators().forEach(simulator -> simulator.received().want());
    }

    /** Whatever a test is about, no partner has learnt more of a person than the matrix gives it. */
    @Override
    public void afterAll(ExtensionContext context) {
        try {
            noLeaks(context);
            UnsentDeliveries.voidAll(SpringExtension.getApplicationContext(context), null);
        } finally {
            HubLane.giveBack(context.getRequiredTestClass());
        }
    }

    private static void noLeaks(ExtensionContext context) {
        ConfigurableApplicationContext hub =
                (ConfigurableApplicationContext) SpringExtension.getApplicationContext(context);
        DisclosedTraffic traffic;
        synchronized (TRAFFIC) {
            traffic = TRAFFIC.computeIfAbsent(hub, any -> DisclosedTraffic.of(hub));
        }
        List<String> leaks = traffic.check(sandbox(context), hub);
        if (!leaks.isEmpty()) {
            throw new AssertionError("Partners received what src/docs/disclosure-matrix.md does not give them, in this "
                    + "class or just before it:\n" + String.join("\n", new TreeSet<>(leaks)));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox(context).simulators().forEach(simulator -> {
            simulator.faults().clear();
            simulator.decideAsEver();
        });
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SandboxEnvironment.class || type == HubClient.class || Simulator.class.isAssignableFrom(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        SandboxEnvironment sandbox = sandbox(context);
        if (type == SandboxEnvironment.class) {
            return sandbox;
        }
        if (type == HubClient.class) {
            String port = SpringExtension.getApplicationContext(context).getEnvironment()
                    .getRequiredProperty("local.server.port");
            return HubClient.of(sandbox, URI.create("http://127.0.0.1:" + port), "VSO");
        }
        return sandbox.simulator(type.asSubclass(Simulator.class));
    }

    private static SandboxEnvironment sandbox(ExtensionContext context) {
        return HubLane.of(context.getRequiredTestClass()).sandbox();
    }
}
