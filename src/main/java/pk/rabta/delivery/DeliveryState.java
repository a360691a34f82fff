package pk.rabta.delivery;

/** Where an outbound message is. <em>Dispatched</em> means that something may have left. */
public enum DeliveryState {
    /** Waits for its turn or its time. */
    DUE,
    /** Its id is in the broker. */
    PUBLISHED,
    /** An attempt runs, until its lease ends. */
    SENDING,
    /** Handed over, not yet acknowledged: a batch file uploaded. */
    SENT,
    /** The partner's application has it. */
    ACKED,
    /** Failed, and will be tried again at its time. */
    RETRY,
    /** Nobody knows whether the last attempt arrived: the partner is asked. */
    IN_DOUBT,
    /** Stopped until a person decides. */
    PARKED,
    /** Not wanted any more; never leaves. */
    VOIDED
}
