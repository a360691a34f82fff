package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.List;
import java.util.function.UnaryOperator;

/** The functions as JSLT calls them. A missing value stays missing, so that an optional member is simply left out. */
final class JsltFunctions {

    private JsltFunctions() {}

    static List<Function> of(Functions functions) {
        return List.of(
                define("code", 2, args -> text(args[1], value -> functions.code(name(args[0]), value))),
                define("decode", 2, args -> text(args[1], value -> functions.decode(name(args[0]), value))),
                define("date", 3, args -> text(args[0], value -> functions.date(value, name(args[1]), name(args[2])))),
                define("digits", 1, args -> text(args[0], functions::digits)),
                define("required", 2, args -> required(args[0], name(args[1]))));
    }

    private static JsonNode text(JsonNode value, UnaryOperator<String> function) {
        if (value.isNull()) {
            return NullNode.instance;
        }
        try {
            if (!value.isValueNode()) {
                throw new Refusal("a text was expected here, not an object or a list", "Correct the mapping.");
            }
            return TextNode.valueOf(function.apply(value.asText()));
        } catch (Refusal e) {
            throw e.about(value);
        }
    }

    private static JsonNode required(JsonNode value, String what) {
        boolean empty = value.isNull()
                || value.isTextual() && value.asText().isBlank()
                || value.isContainerNode() && value.isEmpty();
        if (empty) {
            throw Functions.missing(what).about(value);
        }
        return value;
    }

    private static String name(JsonNode literal) {
        if (!literal.isTextual()) {
            throw new Refusal("a list, a pattern or a name must be a text in quotes", "Correct the mapping.");
        }
        return literal.asText();
    }

    private static Function define(String name, int arguments, java.util.function.Function<JsonNode[], JsonNode> body) {
        return new Function() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public int getMinArguments() {
                return arguments;
            }

            @Override
            public int getMaxArguments() {
                return arguments;
            }

            @Override
            public JsonNode call(JsonNode input, JsonNode[] args) {
                return body.apply(args);
            }
        };
    }
}
