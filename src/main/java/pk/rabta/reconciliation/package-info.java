/** Whether what was accepted, sent and answered agrees, for each partner: totals by day and by file, and what lacks its other half. */
@NullMarked
package pk.rabta.reconciliation;

import org.jspecify.annotations.NullMarked;
