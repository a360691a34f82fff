package pk.rabta.reconciliation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Referrals that were accepted on one day, as they stand now. Each is answered, unanswered, parked, waiting, expired
 * or voided.
 *
 * @param accepted     all of them
 * @param sent         of which something has, or may have, left
 * @param acknowledged of which the partner said that it has them, or anything since
 * @param answered     ended by the partner's word: completed, rejected or failed
 * @param unanswered   sent, or perhaps sent, and open
 * @param parked       open, and the request waits for a person
 * @param waiting      open, not sent yet
 * @param expired      sent, and ended by its clock without the partner's word
 * @param voided       ended otherwise: cancelled, entered in error, expired before it was sent
 * @param open         how old the open ones are
 */
record Day(long accepted, long sent, long acknowledged, long answered, long unanswered, long parked, long waiting,
           long expired, long voided, Open open) {

    static final Day NONE = new Day(0, 0, 0, 0, 0, 0, 0, 0, 0, Open.NONE);
    static final List<String> COLUMNS = List.of("accepted", "sent", "acknowledged", "answered", "unanswered", "parked",
            "waiting", "expired", "voided");

    Day plus(Day other) {
        return new Day(accepted + other.accepted, sent + other.sent, acknowledged + other.acknowledged,
                answered + other.answered, unanswered + other.unanswered, parked + other.parked,
                waiting + other.waiting, expired + other.expired, voided + other.voided, open.and(other.open));
    }

    /** In the order of {@link #COLUMNS}. */
    List<Long> numbers() {
        return List.of(accepted, sent, acknowledged, answered, unanswered, parked, waiting, expired, voided);
    }

    /** Adds the numbers as members. */
    ObjectNode into(ObjectNode json) {
        for (int i = 0; i < COLUMNS.size(); i++) {
            json.put(COLUMNS.get(i), numbers().get(i));
        }
        return json;
    }
}
