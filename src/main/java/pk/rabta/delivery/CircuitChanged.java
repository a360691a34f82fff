package pk.rabta.delivery;

import java.time.Instant;

/**
 * A destination's circuit opened or closed. Published in the transaction in which it did, once for each: a probe that
 * fails opens nothing that was not open.
 */
public record CircuitChanged(String destination, boolean open, Instant at) {}
