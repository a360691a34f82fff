package pk.rabta.sandbox.health;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pk.rabta.sandbox.HttpSimulator.Answer;
import pk.rabta.sandbox.HttpSimulator.Request;

/** The department's own token endpoint: client credentials in, opaque tokens out. */
final class TokenDesk {

    private final String secret = UUID.randomUUID().toString();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    String id() {
        return "rabta";
    }

    String secret() {
        return secret;
    }

    boolean holds(String authorization) {
        return authorization.startsWith("Bearer ") && tokens.contains(authorization.substring("Bearer ".length()));
    }

    void revoke() {
        tokens.clear();
    }

    Answer answer(Request request) {
        boolean basic = request.header("Authorization").equals("Basic "
                + Base64.getEncoder().encodeToString((id() + ":" + secret).getBytes(StandardCharsets.UTF_8)));
        String text = request.text();
        boolean form = text.contains("client_id=" + id()) && text.contains("client_secret=" + secret);
        if (!basic && !form) {
            return Answer.json(401, "{\"error\":\"invalid_client\"}");
        }
        if (!text.contains("grant_type=client_credentials")) {
            return Answer.json(400, "{\"error\":\"unsupported_grant_type\"}");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return Answer.json(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }
}
