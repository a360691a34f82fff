package pk.rabta.batch.receipt;

import java.util.UUID;

/**
 * One answer file to one arrival of a file.
 *
 * @param arrival what it answers
 * @param errors  whether it is the row-error file, which goes before the receipt that names it
 * @param name    its name in the folder of receipts
 */
public record Reply(UUID arrival, boolean errors, String name) {}
