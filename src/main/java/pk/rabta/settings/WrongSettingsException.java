package pk.rabta.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings or content files are wrong, and the hub does not start. A line for each: file, key, what to do. */
public class WrongSettingsException extends IllegalStateException {

    private final List<String> lines;

    public WrongSettingsException(List<String> lines) {
        super(String.join(System.lineSeparator(), lines));
        this.lines = List.copyOf(lines);
    }

    /** One thing is wrong. */
    public WrongSettingsException(String line, @Nullable Throwable cause) {
        super(line, cause);
        this.lines = List.of(line);
    }

    /** Throws if there is anything to tell. */
    public static void throwIfAny(List<String> lines) {
        if (!lines.isEmpty()) {
            throw new WrongSettingsException(lines);
        }
    }

    public List<String> lines() {
        return lines;
    }
}
