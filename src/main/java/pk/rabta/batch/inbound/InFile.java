package pk.rabta.batch.inbound;

import java.util.UUID;

/**
 * A partner's file in the spool.
 *
 * @param kind       its kind in the profile; "" where its name fits none
 * @param correction whether it is a corrected row-error file
 * @param nextRow    the first row that is not applied yet
 */
record InFile(UUID id, String partner, String kind, boolean correction, String state, int nextRow) {}
