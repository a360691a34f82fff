package pk.rabta.update;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.server.Proof;
import pk.rabta.api.server.TokenBinding;

/**
 * Lets only the partner itself through: by what the edge found proven, where the profile says so, else by a token of the
 * hub's issuer that names it and may act for a partner. Callbacks pass the API's door unread, so the token is checked here.
 */
@Component("partnerToken")
public class PartnerToken {

    private static final String BEARER = "Bearer ";

    private final JwtGrantedAuthoritiesConverter authorities = new JwtGrantedAuthoritiesConverter();
    private final JwtDecoder decoder;
    private final TokenBinding binding;

    PartnerToken(JwtDecoder decoder, TokenBinding binding) {
        this.decoder = decoder;
        this.binding = binding;
    }

    /** Throws 401 or 403 unless the caller is this partner. */
    public void require(Exchange exchange, String partner) {
        Proof proof = Proof.of(exchange);
        if (proof != null && proof.partner().equals(partner)) {
            return;
        }
        Jwt token = token(exchange.getMessage().getHeader("Authorization", "", String.class));
        if (token == null) {
            throw ProblemType.UNAUTHENTICATED.because("Send an access token of the hub's issuer.",
                    "ہب کے جاری کنندہ کا رسائی ٹوکن بھیجیں۔");
        }
        binding.check(token, "partner:act", exchange);
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
