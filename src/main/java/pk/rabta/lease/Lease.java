package pk.rabta.lease;

/**
 * The right of this node to do something alone.
 *
 * @param name  the route that does it
 * @param epoch one more each time that a node took it
 */
record Lease(String name, long epoch) {}
