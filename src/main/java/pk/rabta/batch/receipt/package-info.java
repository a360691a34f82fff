/** What the partner gets back for its file: a receipt, and the refused rows to correct and send again. */
@NullMarked
package pk.rabta.batch.receipt;

import org.jspecify.annotations.NullMarked;
