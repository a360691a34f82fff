package pk.rabta.referral;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sends another message of the programme about a referral that its partner has. */
@Component
public class ReferralMessages {

    /** Where a delivery names the entry of the history whose words it carries. */
    public static final String ENTRY = "entry";

    private final Referrals referrals;
    private final ProgrammeMessages messages;
    private final ObjectMapper json;
    private final Clock clock;

    ReferralMessages(Referrals referrals, ProgrammeMessages messages, ObjectMapper json, Clock clock) {
        this.referrals = referrals;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Leaves a message in the outbox, in the caller's transaction.
     *
     * @param kind    update or cancellation
     * @param message its name in the programme's file
     */
    public void send(String referralId, String kind, String message) {
        messages.send(referrals.find(referralId).orElseThrow(), kind, message, json.createObjectNode(), clock.instant());
    }

    /** The same for an update that carries the words of an entry of the history: they stay sealed there until it leaves. */
    public void sendWords(String referralId, String message, UUID entry) {
        messages.send(referrals.find(referralId).orElseThrow(), "update", message,
                json.createObjectNode().put(ENTRY, entry.toString()), clock.instant());
    }
}
