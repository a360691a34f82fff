package pk.rabta.registry;

import org.jspecify.annotations.Nullable;

/** The registry did not answer, or answered what nobody can read. What waits for it is asked again later. */
public class RegistryUnavailableException extends RuntimeException {

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
