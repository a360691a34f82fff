package pk.rabta.protection;

import java.util.List;

/**
 * A column of small values, each sealed under a master key: keys, and secrets of the hub's own. Everything else is
 * sealed under one of those keys, so that a new master key means to seal these again, and no more.
 *
 * @param key   the column by which a row is found again, and its type
 * @param owner SQL of the context with which the value is sealed
 * @param where which rows are sealed under a master key; each has an index on the first bytes of the value
 */
record SealedColumn(String table, String column, String key, String type, String owner, String where) {

    static final List<SealedColumn> ALL = List.of(
            new SealedColumn("person", "sealed_key", "victim_id", "text", "victim_id", "true"),
            new SealedColumn("inbound_message", "sealed_key", "id", "uuid", "'message/' || id", "sealed_for is null"),
            new SealedColumn("batch_file", "sealed_key", "id", "uuid", "'file/' || id", "true"),
            new SealedColumn("subscription", "secret", "id", "text", "'subscription:' || id", "true"),
            new SealedColumn("hub_key", "sealed", "name", "text", "'hub/' || name", "true"));

    /** Condition of the rows whose value is sealed under the key with the prefix {@code :prefix}. */
    String sealedUnder() {
        return where + " and substring(" + column + " from 1 for " + MasterKey.PREFIX + ") = :prefix";
    }
}
