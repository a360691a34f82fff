package pk.rabta.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The client credentials grant of RFC 6749: section 4.4, with the errors of section 5.2. */
final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenIssuer issuer;

    TokenEndpoint(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            json(exchange, 405, Map.of("error", "invalid_request", "error_description", "use POST"));
            return;
        }
        Map<String, String> form;
        try {
            form = form(exchange);
        } catch (IllegalArgumentException malformed) {
            json(exchange, 400, Map.of("error", "invalid_request", "error_description", "malformed form"));
            return;
        }
        Optional<Client> client = authenticate(exchange, form);
        if (client.isEmpty()) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"rabta\"");
            json(exchange, 401, Map.of("error", "invalid_client"));
        } else if (!"client_credentials".equals(form.get("grant_type"))) {
            json(exchange, 400, Map.of("error", "unsupported_grant_type"));
        } else {
            grant(exchange, client.get(),
                    form.getOrDefault("scope", String.join(" ", client.get().scopes())));
        }
    }

    private void grant(HttpExchange exchange, Client client, String asked) throws IOException {
        Set<String> scopes = new TreeSet<>(List.of(asked.trim().split("\\s+")));
        if (!client.scopes().containsAll(scopes)) {
            json(exchange, 400, Map.of("error", "invalid_scope"));
            return;
        }
        json(exchange, 200, Map.of(
                "access_token", issuer.issue(client, scopes),
                "token_type", "Bearer",
                "expires_in", TokenIssuer.LIFETIME.toSeconds(),
                "scope", String.join(" ", scopes)));
    }

    private Optional<Client> authenticate(HttpExchange exchange, Map<String, String> form) {
        if (form.containsKey("client_assertion_type")) {
            return ClientAssertions.TYPE.equals(form.get("client_assertion_type"))
                    ? issuer.asserted(form.getOrDefault("client_assertion", "")) : Optional.empty();
        }
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            return issuer.authenticated(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
        }
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty()
                    : issuer.authenticated(decode(pair.substring(0, colon)), decode(pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static void json(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
