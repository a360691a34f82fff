package pk.rabta.sandbox;

/** A part of the sandbox did not start; the message is one line that names the part, the cause and what to change. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }

    public SandboxException(String message) {
        super(message);
    }

    /** The first line of the innermost cause, which is the one that says what happened. */
    public static String rootOf(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return text.lines().findFirst().orElse(root.getClass().getSimpleName());
    }
}
