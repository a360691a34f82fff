package pk.rabta.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms in which an operation may answer, where its contract offers more than JSON. */
public enum Format {
    JSON("application/json"),
    CSV("text/csv"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /** The parameter that names one: by the caller's choice, else by what it accepts. */
    public static final String PARAMETER = "format";

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As the parameter and the ending of a file name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String mediaType() {
        return mediaType;
    }

    /** What the request asked for. */
    public static Format of(ApiRequest request) {
        return valueOf(request.text(PARAMETER).toUpperCase(Locale.ROOT));
    }

    /** The form of that media type; null for one of which the hub makes none. */
    static @Nullable Format ofMediaType(String mediaType) {
        for (Format format : values()) {
            if (format.mediaType.equals(mediaType)) {
                return format;
            }
        }
        return null;
    }
}
