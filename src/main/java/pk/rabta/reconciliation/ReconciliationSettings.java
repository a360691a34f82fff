package pk.rabta.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.settings.WrongSettingsException;

/**
 * What the rounds of reconciliation look at.
 *
 * @param days        how many days back messages, files and totals are looked at; what is open counts however old it is
 * @param returns     returns of a list come in parts: a row that they left out is a gap so long after the first of them
 * @param withdrawals so long after a withdrawal its partner should have been told, and so long after that have confirmed it
 * @param longest     after which the database ends a question of a report: it must not hold a connection for ever
 */
@ConfigurationProperties("rabta.reconciliation")
record ReconciliationSettings(@DefaultValue("7") int days, @DefaultValue("14d") Duration returns,
                              @DefaultValue("2d") Duration withdrawals, @DefaultValue("60s") Duration longest) {

    ReconciliationSettings {
        if (days < 1 || days > Period.MOST_DAYS) {
            throw new WrongSettingsException("rabta.reconciliation.days is " + days + ": must be 1 to " + Period.MOST_DAYS,
                    null);
        }
        if (longest.toSeconds() < 1 || longest.toHours() >= 1) {
            throw new WrongSettingsException("rabta.reconciliation.longest is " + longest + ": must be 1s to 59m", null);
        }
        notNegative("returns", returns);
        notNegative("withdrawals", withdrawals);
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new WrongSettingsException("rabta.reconciliation." + name + " is " + value + ": must not be negative",
                    null);
        }
    }
}
