package pk.rabta.batch.layout;

/** How a cell is read. */
public enum CellType {
    /** Up to 200 characters as they are. */
    TEXT,
    /** A referral's id, with its check character. */
    REFERRAL,
    /** 13 digits of an identity card, in any way of writing them. */
    CNIC,
    /** Whole rupees. */
    AMOUNT,
    /** A whole number. */
    NUMBER,
    /** A day, in one of the partner's patterns. */
    DATE,
    /** The day of what has happened: a {@link #DATE} that is not after today in Pakistan. */
    PAST,
    /** A code in capitals. */
    CODE
}
