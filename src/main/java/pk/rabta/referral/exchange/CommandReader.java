package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.referral.lifecycle.CommandKind;
import pk.rabta.referral.lifecycle.LifecycleCommand;
import pk.rabta.referral.lifecycle.Outcome;
import pk.rabta.referral.lifecycle.Reason;

/** Reads the lifecycle command of a canonical update, whose schema was checked before. */
@Component
public class CommandReader {

    private final ObjectMapper json;

    CommandReader(ObjectMapper json) {
        this.json = json;
    }

    /** The command; empty for a note, which changes no status. */
    public Optional<LifecycleCommand> read(JsonNode update) {
        return CommandKind.of(update.path("command").asText()).map(kind -> command(kind, update));
    }

    private LifecycleCommand command(CommandKind kind, JsonNode update) {
        return switch (kind) {
            case ACKNOWLEDGE -> new LifecycleCommand.Acknowledge(text(update, "partnerReference"));
            case ACCEPT -> new LifecycleCommand.Accept(false);
            case UNACCEPT -> new LifecycleCommand.Unaccept();
            case REJECT -> new LifecycleCommand.Reject(reason(update));
            case START -> new LifecycleCommand.Start();
            case PROGRESS -> new LifecycleCommand.Progress();
            case HOLD -> new LifecycleCommand.Hold(heldFor(update), date(update, "reviewDate"));
            case RESUME -> new LifecycleCommand.Resume();
            case COMPLETE -> new LifecycleCommand.Complete(read(update.path("outcome"), Outcome.class));
            case FAIL -> new LifecycleCommand.Fail(reason(update));
            case CONFIRM_CANCELLATION -> new LifecycleCommand.ConfirmCancellation();
            case CANCEL -> new LifecycleCommand.Cancel(reason(update));
            case ENTER_IN_ERROR -> new LifecycleCommand.EnterInError(reason(update));
            case EXPIRE, RELEASE -> throw new IllegalArgumentException(kind.word() + " is the hub's own command");
        };
    }

    private Reason reason(JsonNode update) {
        return update.has("reason") ? read(update.path("reason"), Reason.class) : Reason.of("technical.no-response");
    }

    private Reason heldFor(JsonNode update) {
        return update.has("reason") ? reason(update) : Reason.of("technical.reason-not-given");
    }

    private <T> T read(JsonNode node, Class<T> type) {
        return json.convertValue(node, type);
    }

    private static @Nullable String text(JsonNode update, String name) {
        return update.hasNonNull(name) ? update.get(name).asText() : null;
    }

    private static @Nullable LocalDate date(JsonNode update, String name) {
        String text = text(update, name);
        return text == null ? null : LocalDate.parse(text);
    }
}
