package pk.rabta.referral.lifecycle;

/** In what role someone acts on a referral. */
public enum Actor {
    /** The victim support officer's tool. */
    VSO,
    /** The person referred. */
    VICTIM,
    /** Supervisor at the source of the referral. */
    SUPERVISOR,
    /** The partner that the referral was sent to. */
    PARTNER,
    /** The hub itself: its clocks, its deliveries, a withdrawn consent. */
    HUB
}
