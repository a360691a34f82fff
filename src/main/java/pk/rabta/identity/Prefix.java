package pk.rabta.identity;

/** What a public id stands for; the constant's name stands before the hyphen. */
public enum Prefix {
    /** A referral. */
    REF,
    /** A case: all referrals of one person from one assessment. */
    CAS,
    /** A consent or another recorded basis. */
    CNS,
    /** A document. */
    DOC,
    /** A subscription to events. */
    SUB,
    /** A delivery. */
    DLV,
    /** A message to a partner; the same for every attempt. */
    MSG,
    /** A person's token: stands for the person where no identity may go. */
    PT,
    /** An event. */
    EVT
}
