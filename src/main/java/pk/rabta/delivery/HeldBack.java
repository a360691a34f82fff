package pk.rabta.delivery;

import java.util.List;
import java.util.UUID;

/** What holds claimed messages that have not left yet, such as a list with its rows: they can still be taken out. */
public interface HeldBack {

    /** An attempt whose message was taken out: nothing of it left. */
    record Held(UUID deliveryId, UUID attemptId) {}

    /**
     * Takes out the requests and updates of a referral, in the caller's transaction, which has locked the referral. What is
     * leaving at this moment is not waited for, and stays.
     */
    List<Held> takeOut(String referralId);
}
