package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmArray;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmMap;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;

/**
 * JSON as maps and arrays of XPath, and back. Unlike parse-json() it keeps integers and decimals exact: as xs:double a
 * million rupees would print as 1.0E6.
 */
final class XdmJson {

    private XdmJson() {}

    static XdmValue toXdm(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, XdmValue> map = new LinkedHashMap<>();
                node.properties().forEach(e -> map.put(e.getKey(), toXdm(e.getValue())));
                yield XdmMap.makeMap(map);
            }
            case ARRAY -> {
                List<XdmValue> members = new ArrayList<>();
                node.forEach(member -> members.add(toXdm(member)));
                yield new XdmArray(members);
            }
            case STRING -> new XdmAtomicValue(node.textValue());
            case BOOLEAN -> new XdmAtomicValue(node.booleanValue());
            case NUMBER -> new XdmAtomicValue(node.decimalValue());
            default -> XdmEmptySequence.getInstance();
        };
    }

    /** A map gives an object with sorted keys; an entry that is an empty sequence is left out. */
    static JsonNode toJson(XdmValue value) throws SaxonApiException {
        if (value.size() != 1) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (XdmItem item : value) {
                array.add(toJson(item));
            }
            return array;
        }
        return switch (value.itemAt(0)) {
            case XdmMap map -> object(map);
            case XdmArray array -> {
                ArrayNode node = JsonNodeFactory.instance.arrayNode();
                for (XdmValue member : array.asList()) {
                    node.add(toJson(member));
                }
                yield node;
            }
            case XdmAtomicValue atomic -> atom(atomic);
            case XdmNode node -> JsonNodeFactory.instance.textNode(node.getStringValue());
            default ->
                throw new Refusal(
                        "the stylesheet gave a function where a value was expected", "Correct the stylesheet.");
        };
    }

    private static ObjectNode object(XdmMap map) throws SaxonApiException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (var entry : new TreeMap<>(byName(map)).entrySet()) {
            if (!entry.getValue().isEmpty()) {
                object.set(entry.getKey(), toJson(entry.getValue()));
            }
        }
        return object;
    }

    private static Map<String, XdmValue> byName(XdmMap map) {
        Map<String, XdmValue> named = new LinkedHashMap<>();
        map.entrySet().forEach(e -> named.put(e.getKey().getStringValue(), e.getValue()));
        return named;
    }

    private static JsonNode atom(XdmAtomicValue atomic) throws SaxonApiException {
        return switch (atomic.getPrimitiveTypeName().getLocalName()) {
            case "boolean" -> JsonNodeFactory.instance.booleanNode(atomic.getBooleanValue());
            case "integer", "decimal", "double", "float" -> number(atomic);
            default -> JsonNodeFactory.instance.textNode(atomic.getStringValue());
        };
    }

    private static JsonNode number(XdmAtomicValue atomic) {
        try {
            BigDecimal exact = new BigDecimal(atomic.getStringValue());
            return exact.stripTrailingZeros().scale() <= 0 ? whole(exact) : JsonNodeFactory.instance.numberNode(exact);
        } catch (NumberFormatException e) {
            throw new Refusal("the stylesheet gave a number that JSON cannot write", "Correct the stylesheet.");
        }
    }

    /** As a parser makes it of the same digits, so that equal documents are equal. */
    private static JsonNode whole(BigDecimal exact) {
        BigInteger number = exact.toBigIntegerExact();
        if (number.bitLength() < Integer.SIZE) {
            return JsonNodeFactory.instance.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? JsonNodeFactory.instance.numberNode(number.longValue())
                : JsonNodeFactory.instance.numberNode(number);
    }
}
