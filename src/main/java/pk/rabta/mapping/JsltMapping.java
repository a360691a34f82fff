package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.Reader;
import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON to JSON. */
record JsltMapping(String id, Expression expression, Side.OfJson from, Side.OfJson to) implements Mapping {

    /** Absent members are left out; an empty list says something and stays. */
    private static final String KEPT = ". != null and . != {}";

    static JsltMapping compile(
            String id, Source source, Source.Library library, Functions functions, Side.OfJson from, Side.OfJson to) {
        try {
            Reader reader = new StringReader(source.text());
            return new JsltMapping(
                    id,
                    new Parser(reader)
                            .withSource(source.name())
                            .withResourceResolver(
                                    name -> new StringReader(library.find(name).text()))
                            .withFunctions(JsltFunctions.of(functions))
                            .withObjectFilter(KEPT)
                            .compile(),
                    from,
                    to);
        } catch (JsltException e) {
            String file = e.getSource() == null ? source.name() : e.getSource();
            throw MappingException.at(
                    id,
                    file + ":" + e.getLine() + ":" + e.getColumn(),
                    e.getMessageWithoutLocation(),
                    "Correct the mapping.");
        }
    }

    @Override
    public JsonNode apply(Object input) {
        JsonNode document = Json.read(id, input);
        from.check(id, Side.INPUT, document);
        JsonNode result = translate(document);
        to.check(id, Side.OUTPUT, result);
        return result;
    }

    private JsonNode translate(JsonNode document) {
        try {
            return expression.apply(document);
        } catch (Refusal e) {
            throw MappingException.at(id, pointer(document, e.argument()).orElse(""), e.what(), e.remedy());
        } catch (JsltException e) {
            // Its text may quote a value.
            throw MappingException.at(
                    id,
                    e.getSource() + ":" + e.getLine() + ":" + e.getColumn(),
                    "the expression failed on this input",
                    "Look at the line named.");
        }
    }

    /** Where in the document this very node is: JSLT hands nodes on, it does not copy them. */
    private static Optional<String> pointer(JsonNode within, @Nullable Object node) {
        if (within == node && !within.isNull()) {
            return Optional.of("");
        }
        if (within.isArray()) {
            for (int i = 0; i < within.size(); i++) {
                Optional<String> found = prefix(i, pointer(within.get(i), node));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return within.properties().stream()
                .flatMap(e ->
                        prefix(e.getKey().replace("~", "~0").replace("/", "~1"), pointer(e.getValue(), node)).stream())
                .findFirst();
    }

    private static Optional<String> prefix(Object step, Optional<String> rest) {
        return rest.map(r -> "/" + step + r);
    }
}
