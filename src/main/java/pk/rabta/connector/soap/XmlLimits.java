package pk.rabta.connector.soap;

import java.util.Map;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.staxutils.StaxUtils;

/**
 * How large and how deep an envelope may be; far above any real one, far below what could hurt. An element has at most 500
 * attributes: CXF's own limit, of which an endpoint's word comes too late to count.
 */
public final class XmlLimits {

    /** Characters of a whole envelope. */
    public static final long CHARACTERS = 1_000_000;
    /** Elements inside one another. */
    public static final int DEPTH = 40;

    private static final Map<String, Object> LIMITS = Map.of(
            StaxUtils.MAX_XML_CHARACTERS, CHARACTERS,
            StaxUtils.MAX_ELEMENT_DEPTH, DEPTH,
            StaxUtils.MAX_ELEMENT_COUNT, 20_000L,
            StaxUtils.MAX_CHILD_ELEMENTS, 2_000,
            StaxUtils.MAX_ATTRIBUTE_SIZE, 20_000,
            StaxUtils.MAX_TEXT_LENGTH, 200_000L);

    private XmlLimits() {}

    /** Refuses what is larger or deeper when the endpoint reads it; a document type is refused by CXF itself. */
    public static void apply(Endpoint endpoint) {
        endpoint.putAll(LIMITS);
    }
}
