package pk.rabta.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Which of the forms that an operation offers its caller likes best (RFC 9110, 12.5.1). */
final class Accepted {

    private Accepted() {
    }

    /**
     * The media type to answer in: of equal ones the first of the contract.
     *
     * @param offered the media types of the contract
     * @param accept  the header Accept; null accepts any
     * @throws ProblemException 406 that names what there is
     */
    static String of(List<String> offered, @Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return offered.getFirst();
        }
        String best = null;
        double most = 0;
        try {
            List<MediaType> ranges = MediaType.parseMediaTypes(accept);
            for (String offer : offered) {
                double quality = quality(MediaType.parseMediaType(offer), ranges);
                if (quality > most) {
                    best = offer;
                    most = quality;
                }
            }
        } catch (InvalidMediaTypeException unreadable) {
            best = null; // answered as any other form that cannot be served
        }
        if (best == null) {
            throw ProblemType.NOT_ACCEPTABLE.because("Accept " + String.join(", or ", offered) + ".",
                String.join(" یا ", offered) + " قبول کریں۔");
        }
        return best;
    }

    /** By the range that names it most closely: what it says of a form goes before what it says of any. */
    private static double quality(MediaType offer, List<MediaType> ranges) {
        int closest = -1;
        double quality = 0;
        for (MediaType range : ranges) {
            int close = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
            if (range.includes(offer) && close > closest) {
                closest = close;
                quality = range.getQualityValue();
            }
        }
        return quality;
    }
}
