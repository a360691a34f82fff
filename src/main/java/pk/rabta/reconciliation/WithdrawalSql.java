package pk.rabta.reconciliation;

/**
 * The questions about withdrawals, in the form of {@link GapSql}. They look at the message that takes the referral back and
 * not at its status: that is CANCELLED when the partner's time is over, whether it was told or not.
 */
final class WithdrawalSql {

    /**
     * No word of the partner's that it took the referral off, in its time or since the hub ended the referral: then it
     * changes no status. Nothing else that it says is one; that it will not withdraw is the contrary.
     */
    private static final String NOT_CONFIRMED = """
            not exists (select 1 from referral_event e where e.referral_id = r.id and e.transition = 'T15'
                and e.actor = 'PARTNER')
              and not exists (select 1 from partner_event e where e.referral_id = r.id
                and e.effect = 'confirm-cancellation' and e.recorded_at >= d.created_at)""";

    /** Not handed over in time, such as one that waits for next month's list. It shows until it is, or is confirmed. */
    static final String UNTOLD = late("untold", "d.created_at", """
            d.state in ('DUE', 'PUBLISHED', 'SENDING', 'RETRY', 'IN_DOUBT', 'PARKED') and d.created_at <= :withdrawn
              and r.created_at >= :since and r.created_at < :end and <referral>""");

    /** Told, and the partner did not say that it took the referral off. It shows for the days of the report. */
    static final String UNCONFIRMED = late("unconfirmed", "d.updated_at", """
            d.state in ('SENT', 'ACKED')
              and d.updated_at <= :withdrawn and d.updated_at < :end
              and d.updated_at >= cast(:start as timestamptz) - :withdrawals * interval '1 second' and <referral>
              and (r.status = 'CANCELLED' or r.status = 'CANCELLATION_REQUESTED' and r.cancel_by <= :now)""");

    private WithdrawalSql() {}

    /** @param since what its time counts from */
    private static String late(String kind, String since, String which) {
        return """
            select '<kind>' as kind, r.id as referral, cast(null as uuid) as inbound, cast(null as text) as message,
              cast(null as uuid) as file, cast(null as text) as name, cast(null as int) as line, 'cancel' as bound,
              <since> + :withdrawals * interval '1 second' as due, <since> as since, cast(null as bigint) as rows
            from delivery d join referral r on r.id = d.referral_id
            where d.destination = :partner and d.kind = 'cancellation' and\s""".replace("<kind>", kind)
                .replace("<since>", since) + NOT_CONFIRMED + " and " + which;
    }
}
