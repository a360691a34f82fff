package pk.rabta.referral.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * A summary of what is given.
 *
 * @param kind      such as CASH
 * @param amountPkr whole Pakistani rupees each time
 * @param frequency such as QUARTERLY or ONCE
 * @param payee     a role, never a person's name
 */
public record Benefit(@Nullable String kind, @Nullable Long amountPkr, @Nullable String frequency,
                      @Nullable String payee) {
}
