package pk.rabta.breakglass;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import pk.rabta.query.Json;

/** A grant as the contract shows it. */
final class GrantView {

    private GrantView() {}

    static ObjectNode of(Grant grant, Instant now, BreakGlassSettings settings) {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("id", grant.id().toString())
                .put("state", grant.state(now, settings.lapse()).name());
        view.putObject("object").put("kind", grant.kind().name().toLowerCase(Locale.ROOT)).put("id", grant.object());
        view.put("includeProtected", grant.protectedToo()).put("reason", grant.reason());
        Json.put(view, "caseReference", grant.caseReference());
        view.put("minutes", grant.life().toMinutes());
        view.set("requestedBy", who(grant.requester()));
        Json.put(view, "requestedAt", grant.requestedAt());
        if (grant.approver() != null) {
            view.set("approvedBy", who(grant.approver()));
        }
        Json.put(view, "approvedAt", grant.approvedAt());
        Json.put(view, "expiresAt", grant.expiresAt());
        Json.put(view, "revokedBy", grant.revokedBy());
        Json.put(view, "revokedAt", grant.revokedAt());
        return view;
    }

    private static ObjectNode who(Grant.Who who) {
        return JsonNodeFactory.instance.objectNode().put("client", who.client()).put("subject", who.subject());
    }
}
