package pk.rabta.audit.merkle;

/** A text that is no checkpoint of the log, or is not signed by its key; the message says why. */
public class InvalidCheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidCheckpointException(String message) {
        super(message);
    }
}
