package pk.rabta.api.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Violation;

/** Reads bodies: UTF-8 only, no duplicate members, bounded depth, nothing after the value, no hidden characters. */
public final class StrictJson {

    static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(new com.fasterxml.jackson.core.JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH).maxNumberLength(MAX_NUMBER_LENGTH).build())
            .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();

    private StrictJson() {
    }

    /** The document, or a problem that says at which line and column reading ended. */
    public static JsonNode read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException broken) {
            throw ProblemType.MALFORMED_JSON.because("The body is not valid UTF-8.", "متن درست UTF-8 نہیں ہے۔");
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode node = MAPPER.readTree(parser);
            if (node == null || node.isMissingNode()) {
                throw ProblemType.MALFORMED_JSON.because("The body is empty.", "متن خالی ہے۔");
            }
            return node;
        } catch (StreamConstraintsException beyond) {
            throw ProblemType.MALFORMED_JSON.because(
                "The body is nested deeper than " + MAX_DEPTH + " levels or holds a number that is too long.",
                "متن میں " + MAX_DEPTH + " سے زیادہ درجے ہیں یا کوئی عدد بہت لمبا ہے۔");
        } catch (JsonProcessingException broken) {
            var at = broken.getLocation();
            String place = at == null ? "?" : at.getLineNr() + ":" + at.getColumnNr();
            throw ProblemType.MALFORMED_JSON.because(
                "Reading ended at line:column " + place + ": a syntax error, or the same member twice.",
                "پڑھنا سطر:کالم " + place + " پر رک گیا: نحو کی غلطی، یا ایک ہی اندراج دو بار۔");
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    /** Strings and member names that hold what no text of ours may hold. Names are not shown back. */
    public static List<Violation> hiddenCharacters(JsonNode node) {
        List<Violation> found = new ArrayList<>();
        walk(node, "", found);
        return found;
    }

    private static void walk(JsonNode node, String pointer, List<Violation> found) {
        if (node.isTextual()) {
            if (hides(node.textValue())) {
                found.add(Rule.FORBIDDEN_CHARACTER.at(pointer));
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, found);
            }
        } else {
            node.properties().forEach(member -> {
                if (hides(member.getKey()) || member.getKey().contains("\n")) {
                    found.add(Rule.FORBIDDEN_CHARACTER.at(pointer));
                } else {
                    walk(member.getValue(), SchemaCheck.child(pointer, member.getKey()), found);
                }
            });
        }
    }

    /** Control characters other than tab and line feed, marks that turn the reading direction, half surrogates. */
    static boolean hides(String text) {
        return text.codePoints().anyMatch(c -> c < 0x20 && c != '\t' && c != '\n' || c >= 0x7F && c <= 0x9F
            || c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069
            || c == 0xFEFF || c >= 0xD800 && c <= 0xDFFF);
    }
}
