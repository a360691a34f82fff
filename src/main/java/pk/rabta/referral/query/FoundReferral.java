package pk.rabta.referral.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pk.rabta.referral.Referral;

/**
 * A referral with what other tables say about it.
 *
 * @param replacedBy the newer referral that took its place
 * @param documents  ids of what is attached
 */
public record FoundReferral(Referral referral, @Nullable String replacedBy, List<String> documents) {}
