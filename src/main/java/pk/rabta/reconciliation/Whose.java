package pk.rabta.reconciliation;

import pk.rabta.api.Caller;
import pk.rabta.query.Visibility;

/**
 * For whom a report is made: what it leaves out.
 *
 * @param referral SQL over a referral {@code r}
 * @param message  SQL over a message of the partner {@code m}
 */
record Whose(String referral, String message) {

    /** For whoever may not know that a protected witness exists; metrics and alerts too. */
    static final Whose EVERYBODY = new Whose(Visibility.notHidden("r"), Visibility.SHOWN_MESSAGE);

    /** For who runs the hub. */
    static Whose admin(Caller caller) {
        return caller.cleared() ? new Whose("true", "true") : EVERYBODY;
    }

    /** For the partner itself: never what waits, or was taken back before it left. */
    static Whose partner() {
        return new Whose(Visibility.meantForPartner("r"), Visibility.SHOWN_MESSAGE);
    }

    /** The statement with these conditions in place of {@code <referral>} and {@code <message>}. */
    String in(String sql) {
        return sql.replace("<referral>", referral).replace("<message>", message);
    }
}
