package pk.rabta.consent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.partner.Term;
import pk.rabta.settings.WrongSettingsException;

/**
 * When a basis that nobody consented to is looked at again.
 *
 * @param reviewVital        of VITAL_INTEREST, where the record names no day
 * @param reviewVitalLongest of VITAL_INTEREST, at most
 * @param reviewLongest      of LEGAL_OBLIGATION and PUBLIC_TASK: at most, and where the record names no day
 * @param reviewNotice       so long before, its tool is told
 */
@ConfigurationProperties("rabta.consents")
record ConsentSettings(@DefaultValue("3wd") Term reviewVital, @DefaultValue("7d") Term reviewVitalLongest,
                       @DefaultValue("90d") Term reviewLongest, @DefaultValue("1d") Duration reviewNotice) {

    ConsentSettings {
        List<String> wrong = new ArrayList<>();
        positive("review-vital", reviewVital, wrong);
        positive("review-vital-longest", reviewVitalLongest, wrong);
        positive("review-longest", reviewLongest, wrong);
        if (reviewNotice.isNegative()) {
            wrong.add("rabta.consents.review-notice must not be negative");
        }
        WrongSettingsException.throwIfAny(wrong);
    }

    private static void positive(String key, Term term, List<String> wrong) {
        if (term.amount() < 1) {
            wrong.add("rabta.consents." + key + " must be 1 or more");
        }
    }
}
