package pk.rabta.sandbox.health;

/** The server refuses a request: an OperationOutcome with this issue code. */
final class FhirRefusal extends RuntimeException {

    private final int status;
    private final String code;

    FhirRefusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
