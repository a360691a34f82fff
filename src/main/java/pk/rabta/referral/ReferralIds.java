package pk.rabta.referral;

import java.util.Arrays;
import org.springframework.stereotype.Component;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.protection.LookupHash;

/**
 * Ids that a database restored to an older state gives a second time, so that a partner knows again what it had before
 * (ADR 75). To anyone without the hub's key they are as random as all others.
 */
@Component
public class ReferralIds {

    private static final int BYTES = 16;

    private final LookupHash hash;

    ReferralIds(LookupHash hash) {
        this.hash = hash;
    }

    /** Of the referral to a programme that comes of a case which waited for its match: a match has one for each. */
    public String matched(String caseId, String programmeId) {
        return PublicId.of(Prefix.REF, bits("referral", caseId + '\0' + programmeId));
    }

    /** Of the message that requests a referral: it has one in its life. */
    public String request(String referralId) {
        return PublicId.of(Prefix.MSG, bits("request", referralId));
    }

    private byte[] bits(String kind, String value) {
        return Arrays.copyOf(hash.of(kind, value), BYTES);
    }
}
