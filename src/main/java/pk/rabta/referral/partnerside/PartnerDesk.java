package pk.rabta.referral.partnerside;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.consent.Consent;
import pk.rabta.consent.Consents;
import pk.rabta.query.Cursor;
import pk.rabta.query.Json;
import pk.rabta.query.Page;
import pk.rabta.referral.Referral;
import pk.rabta.referral.query.AllowedCommands;

/** The operations by which a partner reads its referrals. */
@Component("partnerDesk")
public class PartnerDesk {

    private final PartnerReferrals referrals;
    private final PartnerContent content;
    private final Consents consents;
    private final Clock clock;

    PartnerDesk(PartnerReferrals referrals, PartnerContent content, Consents consents, Clock clock) {
        this.referrals = referrals;
        this.content = content;
        this.consents = consents;
        this.clock = clock;
    }

    /** The partner's referrals, oldest first, without anything personal. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        return Page.of(referrals.list(request, limit + 1), limit, PartnerDesk::item,
                referral -> Cursor.of(referral.key()));
    }

    /** One referral with what may be disclosed now. The basis is locked first, as when a message is claimed. */
    @Transactional
    public ApiAnswer get(ApiRequest request) {
        Referral seen = referrals.find(request.caller(), request.id());
        Consent consent = consents.share(seen.consentId());
        Referral referral = referrals.lock(request.caller(), request.id());
        ObjectNode json = item(referral);
        AllowedCommands.of(referral, false, request.caller(), clock.instant())
                .forEach(json.putArray("allowedTransitions")::add);
        ObjectNode disclosed = content.read(referral, consent, request.caller());
        if (disclosed != null) {
            json.set("content", disclosed);
            referrals.dispatched(referral);
        }
        return ApiAnswer.ok(json).etag(Long.toString(referral.version()));
    }

    private static ObjectNode item(Referral referral) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", referral.id())
                .put("programme", referral.programmeId()).put("status", referral.status().name());
        Json.put(json, "businessStatus", referral.businessStatus());
        json.put("urgency", referral.urgency()).put("phase", referral.phase());
        Json.put(json, "partnerReference", referral.partnerReference());
        Json.put(json, "requestedAt", referral.requestedAt() == null ? referral.createdAt() : referral.requestedAt());
        Json.put(json, "dueBy", referral.respondBy() == null ? referral.cancelBy() : referral.respondBy());
        Json.put(json, "updatedAt", referral.updatedAt());
        return json;
    }
}
