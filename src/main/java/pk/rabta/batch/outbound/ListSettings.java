package pk.rabta.batch.outbound;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.settings.WrongSettingsException;

/**
 * How lists to partners are numbered.
 *
 * @param firstNumber of a day's lists. After an older state was restored it is set above whatever was sent that day, until the
 *                    day is over: partners know a list by its name, and leave out one whose name they have seen
 */
@ConfigurationProperties("rabta.lists")
record ListSettings(@DefaultValue("1") int firstNumber) {

    private static final int MOST = 9000;

    ListSettings {
        if (firstNumber < 1 || firstNumber > MOST) {
            throw new WrongSettingsException("rabta.lists.first-number is " + firstNumber + ": must be 1 to " + MOST, null);
        }
    }
}
