package pk.rabta.spdci;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** Where partners reach the hub: {@code rabta.public-url}, which is needed as soon as one of them is to call back. */
@Component
class PublicUrl {

    private final Environment environment;

    PublicUrl(Environment environment, Partners partners) {
        this.environment = environment;
        partners.ids().stream().filter(id -> partners.get(id).options().containsKey("callback")).findFirst()
                .ifPresent(this::require);
    }

    /** The address of a path of the hub. */
    String of(String path) {
        return configured().replaceFirst("/+$", "") + path;
    }

    private void require(String partner) {
        String url = configured();
        if (host(url) == null) {
            throw new WrongSettingsException("rabta.public-url" + (url.isBlank() ? " is not set" : " is no http or https address")
                    + ": the environment variable RABTA_PUBLIC_URL must be the address under which partners reach the "
                    + "hub, such as https://hub.example.pk; " + partner + " is to call back there (options.callback in "
                    + "config/partners/" + partner + "/partner.yaml)", null);
        }
    }

    /** Read each time: in a sandbox it holds a port that is known only when the hub listens. */
    private String configured() {
        return environment.getProperty("rabta.public-url", "").strip();
    }

    private static @Nullable String host(String url) {
        try {
            return url.matches("https?://.*") ? URI.create(url).getHost() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
