package pk.rabta.sandbox.health;

/** What the department makes of the requests that come in. */
public enum Plan {
    /** Accepts, makes an appointment, holds it, completes; tells the hub each time. */
    DELIVER,
    /** The same, but tells nobody: the hub must look. */
    DELIVER_IN_SILENCE,
    /** The same, but of every other request the department tells all but the end. */
    DELIVER_SOME_IN_SILENCE,
    /** Declines: no capacity. */
    DECLINE,
    /** Lets it lie. */
    LEAVE
}
