package pk.rabta.sandbox.process;

import java.util.HashMap;
import java.util.Map;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.SandboxEnvironment;

/** What a hub is told whose database and broker are processes of their own, and all else the sandbox's. */
public final class Standalone {

    private Standalone() {}

    /** Spring properties, to which a test may add. */
    public static Map<String, Object> properties(SandboxEnvironment around, Database database, StandaloneBroker broker) {
        Map<String, Object> properties = new HashMap<>(around.properties());
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.user());
        properties.put("spring.datasource.password", database.password());
        properties.put("rabta.broker.url", broker.url());
        properties.put("rabta.broker.user", broker.user());
        properties.put("rabta.broker.password", broker.password());
        return properties;
    }
}
