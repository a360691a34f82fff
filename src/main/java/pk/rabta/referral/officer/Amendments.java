package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.consent.Consents;
import pk.rabta.referral.Referral;
import pk.rabta.referral.exchange.HandlerContact;
import pk.rabta.referral.exchange.SafeContact;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.referral.query.ReferralDesk;

/** Amends how a person may be contacted; a partner that has the referral is told, or the officer is asked to. */
@Component("amendments")
public class Amendments {

    private final OfficerReferrals referrals;
    private final ReferralContent content;
    private final PartnerNews news;
    private final Consents consents;
    private final ReferralDesk desk;
    private final ObjectMapper json;

    Amendments(OfficerReferrals referrals, ReferralContent content, PartnerNews news, Consents consents,
               ReferralDesk desk, ObjectMapper json) {
        this.referrals = referrals;
        this.content = content;
        this.news = news;
        this.consents = consents;
        this.desk = desk;
        this.json = json;
    }

    /** The operation amendReferral. */
    @Transactional
    public ApiAnswer amend(ApiRequest request) {
        Referral referral = referrals.open(request);
        if (referral.status().terminal() || referral.status() == ReferralStatus.CANCELLATION_REQUESTED) {
            throw referrals.conflict(request, referral,
                    "The referral has ended, or is being cancelled: nothing to amend.",
                    "یہ ریفرل ختم ہو چکا یا منسوخ ہو رہا ہے: ترمیم نہیں ہو سکتی۔");
        }
        JsonNode change = request.requiredBody().path("contact");
        JsonNode contact = content.contact(referral, change);
        if (referral.withheld()) {
            // As it would now stand: the transaction ends without it where it may not.
            HandlerContact.refusal(contact).ifPresent(refused -> {
                throw HandlerContact.problem(List.of(refused));
            });
        }
        ObjectNode detail = json.createObjectNode();
        change.fieldNames().forEachRemaining(detail.putArray("contact")::add);
        referrals.record(request, referral, "referral.amended", detail, json.createObjectNode());
        List<String> advice = new ArrayList<>(news.contact(referral));
        if (change.has("safeHours") && consents.find(referral.consentId())
                .filter(consent -> SafeContact.otherHours(contact, consent)).isPresent()) {
            advice.add(SafeContact.OTHER_HOURS);
        }
        return desk.getWith(advice, request);
    }
}
