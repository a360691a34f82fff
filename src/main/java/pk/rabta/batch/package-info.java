/** Files of rows: lists to partners and returns from them, with control totals, receipts and row errors. */
@NullMarked
package pk.rabta.batch;

import org.jspecify.annotations.NullMarked;
