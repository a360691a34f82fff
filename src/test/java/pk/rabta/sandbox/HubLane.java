package pk.rabta.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * A sandbox and the hub in it, which one class of {@link HubTest} after the other has for itself. The pom says how many
 * there are; who finds none free waits for one. Each starts when it is first needed.
 */
final class HubLane implements ContextCustomizer {

    private static final int LANES = Integer.getInteger("rabta.test.hubs", 1);
    private static final Map<Class<?>, HubLane> TAKEN = new ConcurrentHashMap<>();
    /** The last one given back is taken first: a run of one class starts one hub. */
    private static final BlockingDeque<HubLane> FREE = new LinkedBlockingDeque<>(
            IntStream.range(0, LANES).mapToObj(lane -> new HubLane()).toList());

    private @Nullable SandboxEnvironment sandbox;

    private HubLane() {}

    /** Waits for one that nobody has. */
    static void take(Class<?> test) throws InterruptedException {
        TAKEN.put(test, FREE.takeFirst());
    }

    static void giveBack(Class<?> test) {
        FREE.addFirst(Objects.requireNonNull(TAKEN.remove(test), "no lane was taken"));
    }

    /** The one that this class has taken. */
    static HubLane of(Class<?> test) {
        return Objects.requireNonNull(TAKEN.get(test), () -> test + " has no lane: is it a @HubTest?");
    }

    /** Its environment, started at the first call and ended after its hub, so that the hub never misses it. */
    synchronized SandboxEnvironment sandbox() {
        if (sandbox == null) {
            sandbox = SandboxEnvironment.start(Simulators.all());
            SpringApplication.getShutdownHandlers().add(sandbox::close);
        }
        return sandbox;
    }

    /** Points the hub at the sandbox, and the simulators at the hub. */
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        SandboxEnvironment around = sandbox();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sandbox", around.properties()));
        EmbeddedDatabase.shared().endAfter(context);
        context.addApplicationListener(event -> {
            if (event instanceof ServletWebServerInitializedEvent ready && isMain(ready.getApplicationContext())) {
                around.hubStarted(URI.create("http://127.0.0.1:" + ready.getWebServer().getPort()));
            }
        });
    }

    /** The management port has a web server of its own, whose context has a namespace. */
    private static boolean isMain(ServletWebServerApplicationContext context) {
        return context.getServerNamespace() == null;
    }
}
