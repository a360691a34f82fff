package pk.rabta.api.server;

import java.security.cert.X509Certificate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A partner's call as it reached the edge.
 *
 * @param partner     whom its address names; nothing is proven by that
 * @param body        the body's bytes; none while it is not read yet
 * @param headers     a header by its name; null where it is not there, or there twice
 * @param address     from where it came
 * @param certificate which the caller proved to hold
 */
public record Callback(String partner, byte[] body, Function<String, @Nullable String> headers, String address,
                       @Nullable X509Certificate certificate) {

    /** The same call, now that its body was read. */
    Callback with(byte[] read) {
        return new Callback(partner, read, headers, address, certificate);
    }

    public @Nullable String header(String name) {
        return headers.apply(name);
    }
}
