package pk.rabta.spdci;

/** A message of a partner that is not taken, with the code and the HTTP status of the standard. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refusal bad(String code, String message) {
        return new Refusal(400, code, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
