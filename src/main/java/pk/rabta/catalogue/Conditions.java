package pk.rabta.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/** Evaluates the catalogue's conditions, which are JSLT expressions: pure, and checked at the start. */
@Component
public class Conditions {

    private final Map<String, Expression> compiled = new ConcurrentHashMap<>();

    /** Whether the condition holds for a document; a missing member counts as not. */
    public boolean holds(String condition, JsonNode document) {
        JsonNode value = compiled.computeIfAbsent(condition, Parser::compileString).apply(document);
        return value.isBoolean() ? value.booleanValue() : !value.isNull() && !value.isEmpty();
    }

    /** Compiles a condition, so that a typing error stops the start. */
    void check(String where, String condition) {
        try {
            compiled.computeIfAbsent(condition, Parser::compileString);
        } catch (JsltException e) {
            throw new WrongSettingsException(List.of(where + ": not a JSLT expression: "
                    + e.getMessage().replaceAll("\\s*\\R\\s*", " ")));
        }
    }
}
