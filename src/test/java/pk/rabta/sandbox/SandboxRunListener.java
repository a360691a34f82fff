package pk.rabta.sandbox;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.ConfigurableBootstrapContext;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives the sandbox's addresses and secrets to the starting hub, above its files and below the command line. */
record SandboxRunListener(Map<String, Object> properties) implements SpringApplicationRunListener {

    @Override
    public void started(ConfigurableApplicationContext context, Duration timeTaken) {
        EmbeddedDatabase.shared().endAfter(context);
    }

    @Override
    public void environmentPrepared(ConfigurableBootstrapContext bootstrap, ConfigurableEnvironment environment) {
        MapPropertySource sandbox = new MapPropertySource("sandbox", properties);
        String commandLine = CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME;
        if (environment.getPropertySources().contains(commandLine)) {
            environment.getPropertySources().addAfter(commandLine, sandbox);
        } else {
            environment.getPropertySources().addFirst(sandbox);
        }
    }
}
