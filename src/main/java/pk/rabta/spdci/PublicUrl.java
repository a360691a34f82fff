package pk.rabta.spdci;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where partners reach the hub: {@code rabta.public-url}, or this machine where that is not set. */
@Component
class PublicUrl {

    private final Environment environment;

    PublicUrl(Environment environment) {
        this.environment = environment;
    }

    /** The address of a path of the hub. */
    String of(String path) {
        String configured = environment.getProperty("rabta.public-url", "");
        if (!configured.isBlank()) {
            return configured.replaceFirst("/+$", "") + path;
        }
        String port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        return "http://127.0.0.1:" + port + path;
    }
}
