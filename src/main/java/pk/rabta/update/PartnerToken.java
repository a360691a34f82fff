package pk.rabta.update;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;

/**
 * Lets only the partner itself through: a token of the hub's issuer that names it and may act for a partner. Callbacks
 * pass the API's door unread, since some partners prove themselves in other ways: the token is checked here.
 */
@Component("partnerToken")
public class PartnerToken {

    private static final String BEARER = "Bearer ";

    private final JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();
    private final JwtDecoder decoder;

    PartnerToken(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    /** Throws 401 or 403 unless the caller's token is this partner's. */
    public void require(Exchange exchange, String partner) {
        Jwt token = token(exchange.getMessage().getHeader("Authorization", "", String.class));
        if (token == null) {
            throw ProblemType.UNAUTHENTICATED.because("Send an access token of the hub's issuer.",
                    "ہب کے جاری کنندہ کا رسائی ٹوکن بھیجیں۔");
        }
        boolean mayAct = authorities.convert(token).stream()
                .anyMatch(authority -> authority.getAuthority().equals("SCOPE_partner:act"));
        if (!mayAct || !partner.equals(token.getClaimAsString("partner"))) {
            throw ProblemType.FORBIDDEN.because("This address is another partner's.",
                    "یہ پتہ کسی اور ادارے کا ہے۔");
        }
    }

    private @Nullable Jwt token(String header) {
        try {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? decoder.decode(header.substring(BEARER.length()).strip()) : null;
        } catch (JwtException e) {
            return null;
        }
    }
}
