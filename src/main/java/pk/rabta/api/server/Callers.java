package pk.rabta.api.server;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import pk.rabta.api.Caller;

/** Reads callers from access tokens. */
final class Callers {

    private Callers() {
    }

    /** Who the token speaks for; a token that names no client is nobody's. */
    static @Nullable Caller of(Jwt token) {
        String azp = token.getClaimAsString("azp");
        String client = azp != null ? azp : token.getClaimAsString("client_id");
        if (client == null || client.isBlank()) {
            return null;
        }
        return new Caller(client, scopes(token.getClaim("scope")), token.getClaimAsString("partner"),
            token.getClaimAsString("office"), token.getClaimAsString("province"), token.getClaimAsString("vso"),
            Objects.requireNonNullElse(token.getSubject(), client));
    }

    private static Set<String> scopes(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            Set<String> scopes = new LinkedHashSet<>();
            many.forEach(scope -> scopes.add(String.valueOf(scope)));
            return scopes;
        }
        return claim instanceof String text && !text.isBlank()
            ? new LinkedHashSet<>(List.of(text.trim().split("\\s+"))) : Set.of();
    }
}
