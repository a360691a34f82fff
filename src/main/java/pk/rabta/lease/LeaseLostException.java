package pk.rabta.lease;

/** Another node does this by now: what was about to be written here is rolled back. */
public class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException(String name) {
        super("The lease '" + name + "' is not this node's any more: nothing was written");
    }
}
