package pk.rabta.registry;

/** The registry did not answer, or answered what nobody can read. What waits for it is asked again later. */
public class RegistryUnavailableException extends RuntimeException {

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
