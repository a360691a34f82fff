package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import pk.rabta.mapping.CodeLists;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;

/** Tells the officer in plain words that a message about a referral rests until an administrator has looked. */
@Component
class ParkedNews {

    /** An officer needs to know what to look at, not every place. */
    private static final int SHOWN = 3;

    private final ReferralCommands commands;
    private final CodeLists codes;
    private final ObjectMapper json;

    ParkedNews(ReferralCommands commands, CodeLists codes, ObjectMapper json) {
        this.commands = commands;
        this.codes = codes;
        this.json = json;
    }

    /** An entry of the timeline. {@code places} are names of fields, where the message could not be made. */
    void tell(Referral referral, String fault, List<String> places) {
        String code = reason(fault);
        String text = codes.text("reason", code, "en") + places.stream().limit(SHOWN)
                .collect(Collectors.joining("; ", places.isEmpty() ? "" : ": ", ""));
        ObjectNode content = json.createObjectNode();
        content.putObject("reason").put("code", code).put("text", text);
        commands.record(referral, "delivery.parked", Who.hub(), json.createObjectNode().put("reason", code), content,
                null);
    }

    private static String reason(String fault) {
        return switch (fault) {
            case "mapping" -> "technical.not-prepared";
            case "answer-mapping" -> "technical.answer-unread";
            case "in-doubt" -> Referral.IN_DOUBT;
            case "hub-error" -> "technical.hub-error";
            default -> "technical.message-refused";
        };
    }
}
