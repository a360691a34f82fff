package pk.rabta.update;

import org.apache.camel.Exchange;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;

/** Lets only the partner itself through: a token of the hub's issuer that names it and may act for a partner. */
@Component("partnerToken")
public class PartnerToken {

    /** Throws 401 or 403 unless the caller's token is this partner's. */
    public void require(Exchange exchange, String partner) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !(caller.getPrincipal() instanceof Jwt token)) {
            throw ProblemType.UNAUTHENTICATED.because("Send an access token of the hub's issuer.",
                    "ہب کے جاری کنندہ کا رسائی ٹوکن بھیجیں۔");
        }
        boolean mayAct = caller.getAuthorities().stream()
                .anyMatch(authority -> authority.getAuthority().equals("SCOPE_partner:act"));
        if (!mayAct || !partner.equals(token.getClaimAsString("partner"))) {
            throw ProblemType.FORBIDDEN.because("This address is another partner's.",
                    "یہ پتہ کسی اور ادارے کا ہے۔");
        }
    }
}
