package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.util.AntPathMatcher;

/** Tokens of the Authorization header; on callback paths they are the partner's own, for its receive route to check. */
final class HeaderTokens implements BearerTokenResolver {

    private static final String SCHEME = "Bearer ";

    private final AntPathMatcher paths = new AntPathMatcher();
    private final List<String> notOurs;

    HeaderTokens(String keys, String... callbacks) {
        notOurs = Stream.concat(Stream.of(keys), Stream.of(callbacks)).toList();
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        for (String pattern : notOurs) {
            if (paths.match(pattern, request.getRequestURI())) {
                return null;
            }
        }
        String header = request.getHeader("Authorization");
        // The decoder judges the rest: Spring's own resolver matches each of a token's characters with a pattern first.
        String token = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? header.substring(SCHEME.length()).strip() : "";
        return token.isEmpty() ? null : token;
    }
}
