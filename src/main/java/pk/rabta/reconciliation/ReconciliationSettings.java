package pk.rabta.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.settings.WrongSettingsException;

/**
 * What the rounds of reconciliation look at.
 *
 * @param days    how many days back messages, files and totals are looked at; what is open counts however old it is
 * @param returns returns of a list come in parts: a row that they left out is a gap so long after the first of them
 */
@ConfigurationProperties("rabta.reconciliation")
record ReconciliationSettings(@DefaultValue("7") int days, @DefaultValue("14d") Duration returns) {

    ReconciliationSettings {
        if (days < 1 || days > Period.MOST_DAYS) {
            throw new WrongSettingsException("rabta.reconciliation.days is " + days + ": must be 1 to " + Period.MOST_DAYS,
                    null);
        }
        if (returns.isNegative()) {
            throw new WrongSettingsException("rabta.reconciliation.returns is " + returns + ": must not be negative", null);
        }
    }
}
