package pk.rabta.sandbox;

import java.net.URI;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points the hub under test at the shared sandbox, and the simulators at the hub. */
final class HubTestInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        SandboxEnvironment sandbox = SandboxEnvironment.shared();
        context.getEnvironment().getPropertySources()
                .addFirst(new MapPropertySource("sandbox", sandbox.properties()));
        EmbeddedDatabase.shared().endAfter(context);
        context.addApplicationListener(event -> {
            if (event instanceof ServletWebServerInitializedEvent ready && isMain(ready.getApplicationContext())) {
                sandbox.hubStarted(URI.create("http://127.0.0.1:" + ready.getWebServer().getPort()));
            }
        });
    }

    /** The management port has a web server of its own, whose context has a namespace. */
    private static boolean isMain(ServletWebServerApplicationContext context) {
        return context.getServerNamespace() == null;
    }
}
