package pk.rabta.reconciliation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One file and its control totals.
 *
 * @param out          whether it is a list of the hub, else it came from the partner
 * @param name         without what could be a person's number
 * @param rows         rows that were written into the list, or that the partner's file had by its own totals
 * @param sha256       of its bytes, in hexadecimal digits
 * @param acknowledged of a list: rows of which the partner has spoken since; of a partner's file: rows that counted, or were known
 * @param unanswered   of a list: rows that were sent, and of which the partner has not spoken
 * @param refused      of a partner's file: rows that did not count
 * @param receiptAt    of a partner's file: when its receipt was laid down for the partner
 */
record FileTotals(UUID id, boolean out, String name, String state, @Nullable String problem, Instant madeAt, long rows,
                  @Nullable String sha256, long acknowledged, long unanswered, long refused, @Nullable Instant receiptAt) {}
