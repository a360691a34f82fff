package pk.rabta.sandbox.spdci;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import pk.rabta.sandbox.HttpSimulator.Answer;
import pk.rabta.sandbox.HttpSimulator.Request;

/** A partner's own token endpoint, {@code /oauth2/client/token}, for one client: the hub. */
public final class TokenDesk {

    public static final String PATH = "/oauth2/client/token";

    private final String clientId = "rabta-" + random(6);
    private final String secret = random(24);
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    public String clientId() {
        return clientId;
    }

    public String secret() {
        return secret;
    }

    /** A token for the right credentials, in the form or in the Authorization header. */
    public Answer issue(Request request) {
        Map<String, String> form = Arrays.stream(request.text().split("&")).map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1]), (one, other) -> other));
        String basic = "Basic " + Base64.getEncoder().encodeToString((clientId + ":" + secret)
                .getBytes(StandardCharsets.UTF_8));
        boolean known = request.header("Authorization").equals(basic)
                || clientId.equals(form.get("client_id")) && secret.equals(form.get("client_secret"));
        if (!known || !"client_credentials".equals(form.get("grant_type"))) {
            return Answer.json(401, "{\"error\":\"invalid_client\"}");
        }
        String token = random(24);
        tokens.add(token);
        return Answer.json(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":600}");
    }

    /** Whether the request carries a token that was issued here. */
    public boolean knows(Request request) {
        String header = request.header("Authorization");
        return header.startsWith("Bearer ") && tokens.contains(header.substring(7));
    }

    /** Forgets all tokens, as after a restart of the partner's token server. */
    public void forget() {
        tokens.clear();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
