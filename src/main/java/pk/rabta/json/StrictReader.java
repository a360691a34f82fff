package pk.rabta.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;

/**
 * Reads JSON that somebody else wrote: UTF-8 only, each name once, of bounded depth and number of parts, nothing after the
 * value, and no number that takes more room or time than its text. A byte order mark at the start is passed over.
 */
public final class StrictReader {

    /** Of a number as it is written, and of either part of it when it is written out. */
    public static final int MAX_DIGITS = 40;
    /** How deep partners may nest: FHIR needs the half of it. */
    private static final int PARTNERS_DEPTH = 64;
    /** Names, values, and starts and ends of objects and lists; each costs some hundred bytes where two were sent. */
    private static final long PARTNERS_PARTS = 200_000;

    private final JsonMapper mapper;

    /** @param mapper made by {@link #mapper}; the caller adds how numbers are kept */
    public StrictReader(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** What every reading of partners' documents has in common. */
    public static JsonMapper.Builder forPartners() {
        return mapper(PARTNERS_DEPTH, PARTNERS_PARTS);
    }

    /**
     * What every strict reading has in common.
     *
     * @param depth how many objects and lists may be in one another
     * @param parts how many names, values, starts and ends there may be
     */
    public static JsonMapper.Builder mapper(int depth, long parts) {
        return JsonMapper.builder(new JsonFactoryBuilder().streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth).maxTokenCount(parts).maxNumberLength(MAX_DIGITS).build()).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** The document of a partner, from bytes that must be UTF-8. */
    public JsonNode read(byte[] bytes) throws Unreadable {
        return read(Utf8.text(bytes));
    }

    /** The document, from text that was decoded already. */
    public JsonNode read(String text) throws Unreadable {
        JsonNode document = parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (document == null || document.isMissingNode()) {
            throw new Unreadable(Unreadable.Why.EMPTY);
        }
        checkNumbers(document);
        return document;
    }

    private JsonNode parse(String text) throws Unreadable {
        try {
            return mapper.readTree(text);
        } catch (StreamConstraintsException e) {
            throw at(Unreadable.Why.SIZE, e);
        } catch (JsonProcessingException e) {
            throw at(Unreadable.Why.SYNTAX, e);
        } catch (NumberFormatException e) {
            // An exponent that no BigDecimal has. Its text holds the number.
            throw new Unreadable(Unreadable.Why.NUMBER);
        }
    }

    /** {@code 1e1000000000} is short to write and a gigabyte to write out. */
    private static void checkNumbers(JsonNode node) throws Unreadable {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            if (number.scale() > MAX_DIGITS || (long) number.precision() - number.scale() > MAX_DIGITS) {
                throw new Unreadable(Unreadable.Why.NUMBER);
            }
        }
        for (JsonNode child : node) {
            checkNumbers(child);
        }
    }

    private static Unreadable at(Unreadable.Why why, JsonProcessingException e) {
        var place = e.getLocation();
        return place == null ? new Unreadable(why) : new Unreadable(why, place.getLineNr(), place.getColumnNr());
    }
}
