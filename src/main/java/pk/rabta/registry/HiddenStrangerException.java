package pk.rabta.registry;

/** A protected witness whom the hub never met, and whom the registry keeps under another id. Answered as nobody. */
public class HiddenStrangerException extends RuntimeException {

    private final String into;

    HiddenStrangerException(String into) {
        super("The registry keeps this person under another id", null, false, false);
        this.into = into;
    }

    String into() {
        return into;
    }
}
