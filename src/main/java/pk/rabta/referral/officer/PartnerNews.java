package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.ReferralMessages;
import pk.rabta.referral.lifecycle.ReferralStatus;

/**
 * Tells a partner that has a referral what its officer changed, each by the message that the programme has for that. What
 * it has none for is never passed over in silence: the methods give its code, for the officer to tell the office by hand.
 */
@Component
class PartnerNews {

    private static final String CONTACT = "contact";
    private static final String DOCUMENTS = "documents";
    private static final String ANSWER = "answer";

    private final Catalogue catalogue;
    private final ReferralMessages messages;
    private final ReferralCommands commands;
    private final ObjectMapper json;

    PartnerNews(Catalogue catalogue, ReferralMessages messages, ReferralCommands commands, ObjectMapper json) {
        this.catalogue = catalogue;
        this.messages = messages;
        this.commands = commands;
        this.json = json;
    }

    /** How the person may be reached has changed. */
    List<String> contact(Referral referral) {
        return tell(referral, CONTACT);
    }

    /** A document was added. */
    List<String> documents(Referral referral) {
        return tell(referral, DOCUMENTS);
    }

    /** The officer answered; the words are in that entry of the history. Without a message for answers, papers still go. */
    List<String> answer(Referral referral, JsonNode body, UUID entry) {
        if (concerned(referral) && has(referral, ANSWER)) {
            messages.sendWords(referral.id(), ANSWER, entry);
            return List.of();
        }
        List<String> untold = new ArrayList<>();
        if (!body.path("documents").isEmpty()) {
            untold.addAll(tell(referral, DOCUMENTS));
        }
        if (body.hasNonNull("text") || !body.path("details").isEmpty()) {
            untold.addAll(tell(referral, ANSWER));
        }
        return untold;
    }

    /** 422 for an answer of nothing but words to a partner that takes none: it would answer nobody. */
    void mustHear(Referral referral, JsonNode body) {
        boolean onlyWords = body.path("documents").isEmpty() && body.path("details").isEmpty();
        if (onlyWords && concerned(referral) && !has(referral, ANSWER)) {
            throw ProblemType.RULE_VIOLATED.detail("The partner's system takes no words. Nothing was changed.",
                    "ادارے کا نظام تحریری جواب نہیں لیتا۔ کچھ تبدیل نہیں ہوا۔").violations(List.of(new Violation("/text",
                    Text.of("Tell the office by hand, or answer with a document.",
                            "دفتر کو خود بتائیں، یا دستاویز کے ساتھ جواب دیں۔"), "partner-takes-no-text"))).exception();
        }
    }

    private List<String> tell(Referral referral, String message) {
        if (!concerned(referral)) {
            return List.of();
        }
        if (has(referral, message)) {
            messages.send(referral.id(), "update", message);
            return List.of();
        }
        String code = "technical." + message + "-not-told";
        commands.record(referral, "referral.noted", Who.hub(), json.createObjectNode().put("reason", code),
                json.createObjectNode(), null);
        return List.of(code);
    }

    /** Whether the partner has the referral; what has not left yet is built from what holds when it leaves. */
    private static boolean concerned(Referral referral) {
        return referral.dispatched() && !referral.status().terminal()
                && referral.status() != ReferralStatus.CANCELLATION_REQUESTED;
    }

    private boolean has(Referral referral, String message) {
        return catalogue.get(referral.programmeId()).messages().containsKey(message);
    }
}
