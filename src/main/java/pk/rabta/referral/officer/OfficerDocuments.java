package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.referral.Referral;
import pk.rabta.referral.intake.Answers;
import pk.rabta.referral.lifecycle.ReferralStatus;

/** Attaches documents to referrals and answers what partners ask for. */
@Component("officerDocuments")
public class OfficerDocuments {

    private final Idempotency idempotency;
    private final OfficerReferrals referrals;
    private final Attached attached;
    private final Preconditions preconditions;
    private final ReferralContent content;
    private final Answers answers;
    private final Catalogue catalogue;
    private final PartnerNews news;
    private final ObjectMapper json;

    OfficerDocuments(Idempotency idempotency, OfficerReferrals referrals, Attached attached,
                     Preconditions preconditions, ReferralContent content, Answers answers, Catalogue catalogue,
                     PartnerNews news, ObjectMapper json) {
        this.idempotency = idempotency;
        this.referrals = referrals;
        this.attached = attached;
        this.preconditions = preconditions;
        this.content = content;
        this.answers = answers;
        this.catalogue = catalogue;
        this.news = news;
        this.json = json;
    }

    /** The operation attachDocument. */
    public ApiAnswer attach(ApiRequest request) {
        return idempotency.once(request, () -> {
            Referral referral = active(request);
            String document = request.requiredBody().path("documentId").asText();
            attached.add(referral, request.caller(), document, "/documentId");
            ObjectNode detail = json.createObjectNode();
            detail.putArray("documents").add(document);
            referrals.record(request, referral, "referral.noted", detail, json.createObjectNode());
            preconditions.documentsChanged(request, referral);
            return referrals.state(request, 200, news.documents(referral));
        });
    }

    /** The operation answerInformationRequest: the partner decides what follows, and resumes what it held. */
    public ApiAnswer answer(ApiRequest request) {
        return idempotency.once(request, () -> {
            Referral referral = active(request);
            if (!content.asks(referral)) {
                throw referrals.conflict(request, referral, "The partner asked for nothing: attach documents instead.",
                        "ادارے نے کچھ طلب نہیں کیا: دستاویز منسلک کریں۔");
            }
            JsonNode body = request.requiredBody();
            if (ReferralContent.nothing(body)) {
                throw ProblemType.RULE_VIOLATED.because("Give the answer: documents, details or a text.",
                        "جواب دیں: دستاویزات، تفصیل یا تحریر۔");
            }
            news.mustHear(referral, body);
            if (body.has("details")) {
                answers.check(catalogue.get(referral.programmeId()), content.details(referral, body.get("details")));
            }
            attached.add(referral, request.caller(), body.path("documents"), "/documents/");
            content.answered(referral, body.path("details"));
            ObjectNode detail = json.createObjectNode().put("answered", true);
            ObjectNode said = json.createObjectNode();
            if (body.has("documents")) {
                detail.set("documents", body.get("documents"));
            }
            if (body.hasNonNull("text")) {
                said.set("note", body.get("text"));
            }
            UUID entry = referrals.record(request, referral, "referral.noted", detail, said);
            return referrals.state(request, 202, news.answer(referral, body, entry));
        });
    }

    private Referral active(ApiRequest request) {
        Referral referral = referrals.open(request);
        if (referral.status().terminal() || referral.status() == ReferralStatus.CANCELLATION_REQUESTED) {
            throw referrals.conflict(request, referral,
                    "The referral has ended, or is being cancelled: nothing is added.",
                    "یہ ریفرل ختم ہو چکا یا منسوخ ہو رہا ہے: کچھ شامل نہیں ہو سکتا۔");
        }
        return referral;
    }
}
