package pk.rabta.referral.intake;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.mapping.CodeLists;
import pk.rabta.referral.exchange.Disclosure;
import pk.rabta.referral.exchange.SafeContact;

/** Holds what a submission asks for against its basis: no basis, no queueing. */
@Component
class BasisCheck {

    private final Disclosure disclosure;
    private final CodeLists codes;

    BasisCheck(Disclosure disclosure, CodeLists codes) {
        this.disclosure = disclosure;
        this.codes = codes;
    }

    /** The submission's basis, which must be of this person. */
    static Consent of(Submission submission) {
        Consent consent = submission.consent();
        if (consent == null || !consent.victimId().equals(submission.victimId())) {
            throw ProblemType.CONSENT_MISSING.because(
                    "consentId must name a recorded basis of this person: POST /v1/consents first. Nothing was queued.",
                    "consentId میں اسی فرد کی درج رضامندی دیں: پہلے POST /v1/consents کریں۔ کچھ قطار میں نہیں ڈالا گیا۔");
        }
        return consent;
    }

    /**
     * Refuses programmes that it does not cover: their partner, their purpose, or the fields without which no message
     * can be made. Of matched ones it takes out those whose fields it keeps back, unless none is left, and says so.
     */
    List<Plan.Advice> cover(List<Wish> wishes, Consent consent, Submission submission, boolean matched) {
        List<Violation> refused = new ArrayList<>();
        List<Plan.Advice> leftOut = new ArrayList<>();
        List<Wish> narrow = new ArrayList<>();
        for (Wish wish : wishes) {
            Programme programme = wish.programme();
            String refusal = consent.refusal(programme.partner(), programme.purpose(), submission.person(),
                    submission.at());
            List<String> scopes = disclosure.lacking(programme, consent);
            if (refusal != null) {
                refused.add(new Violation(wish.pointer(), why(programme, refusal), refusal));
            } else if (!scopes.isEmpty()) {
                Text why = narrow(programme, consent, scopes);
                narrow.add(wish);
                refused.add(new Violation(wish.pointer(), why, Consent.TOO_NARROW));
                leftOut.add(new Plan.Advice("left-out", why));
            }
        }
        if (matched && refused.size() == narrow.size() && narrow.size() < wishes.size()) {
            wishes.removeAll(narrow);
            return leftOut;
        }
        if (!refused.isEmpty()) {
            throw missing(refused);
        }
        return List.of();
    }

    private Text why(Programme programme, String refusal) {
        if (refusal.equals(Consent.TOO_NARROW)) {
            return Text.of("The basis does not cover partner " + programme.partner() + " for " + programme.purpose()
                    + ": record a consent that does.",
                    "یہ رضامندی ادارے " + programme.partner() + " کا احاطہ نہیں کرتی: نئی رضامندی درج کریں۔");
        }
        return Text.of(codes.text("reason", refusal, "en") + ": record a new basis.",
                codes.text("reason", refusal, "ur") + "۔ نئی بنیاد درج کریں۔");
    }

    /** Says so where partners will be told other safe hours than were written: the basis names narrower ones. */
    List<Plan.Advice> hours(Submission submission, Consent consent) {
        if (!SafeContact.otherHours(submission.body().path("contact"), consent)) {
            return List.of();
        }
        return List.of(new Plan.Advice(SafeContact.OTHER_HOURS, Text.of(
                codes.text("reason", SafeContact.OTHER_HOURS, "en"), codes.text("reason", SafeContact.OTHER_HOURS, "ur"))));
    }

    /** Both, since the officer knows what a data scope is, and whoever looks after the programme its fields. */
    private Text narrow(Programme programme, Consent consent, List<String> scopes) {
        String lacking = String.join(", ", scopes);
        String fields = String.join(", ", disclosure.closed(programme, consent));
        return Text.of("The programme " + programme.id() + " cannot do without " + fields + ": the basis lacks the data "
                + "scopes " + lacking + ". Record a consent that has them.",
                "پروگرام " + programme.id() + " کے لیے " + fields + " لازمی ہے اور رضامندی میں " + lacking
                + " شامل نہیں: نئی رضامندی درج کریں۔");
    }

    static ProblemException missing(List<Violation> refused) {
        return ProblemType.CONSENT_MISSING.detail("No basis holds for this disclosure. Nothing was queued.",
                "اس انکشاف کے لیے کوئی بنیاد نہیں۔ کچھ قطار میں نہیں ڈالا گیا۔").violations(refused).exception();
    }
}
