/** Files as such: spooled copies, encodings, records, digests, control totals, signatures. It knows no referral. */
@NullMarked
package pk.rabta.batch.file;

import org.jspecify.annotations.NullMarked;
