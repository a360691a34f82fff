package pk.rabta.sandbox;

import java.util.Map;

/** A partner system, or the registry: its real protocol on a real loopback port, with records of its own. */
public interface Simulator {

    /** The partner's id in the hub's configuration, e.g. {@code health-pb}. */
    String partner();

    /** What the hub must be told to reach it, known once it has started: names and values such as {@code X_URL}. */
    Map<String, String> settings();

    /** Opens its port. */
    void start();

    /** Closes its port and forgets what it meant to do later; its ledger can still be read. */
    void stop();

    /** Stops for good: its files go too. */
    default void end() {
        stop();
    }

    /** Called when the hub serves, and again when it serves elsewhere: where to send decisions and callbacks. */
    default void hubStarted(HubAddress hub) {}

    /** What it received. */
    Ledger ledger();

    /** The bytes as they arrived. */
    Received received();

    /** Decides again as it did when it was made: what a test wants otherwise, it says. */
    default void decideAsEver() {}

    /** How it misbehaves. */
    Faults faults();
}
