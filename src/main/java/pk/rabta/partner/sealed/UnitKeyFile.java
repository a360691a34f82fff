package pk.rabta.partner.sealed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** One partner's public keys as its file has them, read again while the hub runs. A file that cannot be used changes nothing. */
final class UnitKeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(UnitKeyFile.class);

    private final String partner;
    private final String file;
    private volatile UnitKeys keys;
    private @Nullable String told;

    /** @throws WrongSettingsException where the file is missing or holds what no unit's keys may be */
    UnitKeyFile(String partner, String file) {
        this.partner = partner;
        this.file = file;
        this.keys = read();
    }

    UnitKeys keys() {
        return keys;
    }

    /** Looks at the file again, and says once what is wrong with it. @return whether it can be used */
    synchronized boolean readAgain(Instant now) {
        try {
            keys = read();
            String over = keys.over(now);
            tell(over == null ? null : setting() + ": in " + file + ", " + over + ". Nothing is sent to " + partner
                    + " until the file has its new public keys: put them there, and resume the partner once it is paused");
            return true;
        } catch (WrongSettingsException e) {
            tell("The keys in use stay as they were: " + e.getMessage());
            return false;
        }
    }

    private void tell(@Nullable String fault) {
        if (fault != null && !fault.equals(told)) {
            LOG.warn(fault);
        }
        told = fault;
    }

    private UnitKeys read() {
        try {
            return new UnitKeys(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw new WrongSettingsException(setting() + " names a file that cannot be read: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new WrongSettingsException(setting() + " cannot be used: in " + file + ", " + e.getMessage()
                    + ". Ask the partner for its new public keys", e);
        }
    }

    private String setting() {
        return Partners.key(partner, "options.keys");
    }
}
