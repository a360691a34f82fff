package pk.rabta.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One hash for one meaning: white space and the order of members do not count. */
public final class RequestHash {

    private RequestHash() {
    }

    public static String of(String operation, Map<String, Object> parameters, @Nullable JsonNode body) {
        StringBuilder text = new StringBuilder(operation).append('\n').append(new TreeMap<>(parameters)).append('\n');
        if (body != null) {
            canonical(body, text);
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void canonical(JsonNode node, StringBuilder into) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            into.append('{');
            members.forEach((name, value) -> {
                into.append(com.fasterxml.jackson.databind.node.TextNode.valueOf(name)).append(':');
                canonical(value, into);
                into.append(',');
            });
            into.append('}');
        } else if (node.isArray()) {
            into.append('[');
            node.forEach(item -> {
                canonical(item, into);
                into.append(',');
            });
            into.append(']');
        } else {
            into.append(node);
        }
    }
}
