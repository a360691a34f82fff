package pk.rabta.referral.intake;

/** Priority of a referral's messages by urgency and phase: 9 goes first. */
final class Priorities {

    private Priorities() {}

    static int of(String urgency, String phase) {
        if ("EMERGENCY".equals(urgency) || "EMERGENCY".equals(phase)) {
            return 9;
        }
        if ("URGENT".equals(urgency)) {
            return 7;
        }
        return "MID_TERM".equals(phase) ? 4 : 2;
    }
}
