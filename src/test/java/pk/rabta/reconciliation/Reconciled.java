package pk.rabta.reconciliation;

import static pk.rabta.api.ResponseContract.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import pk.rabta.sandbox.HubClient;
import pk.rabta.time.Pakistan;

/** Asks for a report as an administrator or as the partner, and finds gaps in it; each answer is held against the contract. */
public record Reconciled(JsonNode report) {

    /** The partner's, of the Pakistani days from this moment on. */
    public static Reconciled admin(HubClient hub, String partner, Instant from) {
        return new Reconciled(check("getReconciliation", 200,
                hub.as("ADMIN").get(path(partner) + "?from=" + Pakistan.day(from) + "&to=" + Pakistan.day(from).plusDays(60))));
    }

    /** The same, as its client asks. */
    public static Reconciled own(HubClient hub, String client, Instant from) {
        return new Reconciled(check("getOwnReconciliation", 200, hub.as(client).get("/v1/partner/reconciliation?from="
                + Pakistan.day(from) + "&to=" + Pakistan.day(from).plusDays(60))));
    }

    public static String path(String partner) {
        return "/v1/admin/partners/" + partner + "/reconciliation";
    }

    /** The gaps of a kind that hold this. */
    public List<JsonNode> gaps(String kind, Predicate<JsonNode> which) {
        return report.path("gaps").valueStream().filter(gap -> gap.path("kind").asText().equals(kind)).filter(which).toList();
    }

    /** The gaps of a kind about a referral. */
    public List<JsonNode> gaps(String kind, String referral) {
        return gaps(kind, gap -> gap.path("referralId").asText().equals(referral));
    }

    public long total(String name) {
        return report.path("totals").path(name).asLong();
    }
}
