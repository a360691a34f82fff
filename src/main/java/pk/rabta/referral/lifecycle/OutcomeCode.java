package pk.rabta.referral.lifecycle;

/** What came of a completed referral. */
public enum OutcomeCode {
    ENROLLED("enrolled"),
    ALREADY_ENROLLED("enrolled"),
    SERVICE_DELIVERED("enrolled"),
    WAITLISTED("not-enrolled-on-waitlist"),
    NOT_ELIGIBLE("not-enrolled"),
    NO_CAPACITY("not-enrolled"),
    NO_FUNDS("not-enrolled"),
    COULD_NOT_CONTACT("not-enrolled"),
    CLIENT_DECLINED("not-enrolled"),
    DOCUMENTS_MISSING("not-enrolled"),
    /** The partner could not tell who the person is. */
    NOT_FOUND("not-enrolled"),
    DUPLICATE("not-enrolled"),
    /** Only with a text that says what. */
    OTHER("not-enrolled");

    private final String gravity;

    OutcomeCode(String gravity) {
        this.gravity = gravity;
    }

    /** Code of Gravity's programme enrolment list. */
    public String gravity() {
        return gravity;
    }

    /** Whether the person is now served: what is written back to the registry as an enrolment. */
    public boolean served() {
        return "enrolled".equals(gravity);
    }
}
