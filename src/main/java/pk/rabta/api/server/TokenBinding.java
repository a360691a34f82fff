package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/**
 * Tokens that only the holder of a certificate may use (RFC 8705). A token that names any other proof, such as DPoP, is
 * refused: to take it as a plain one would undo what its issuer meant.
 */
@Component
public class TokenBinding {

    private static final String CONFIRMATION = "cnf";
    private static final String CERTIFICATE = "x5t#S256";

    private final ClientCertificate certificates;
    private final List<String> boundScopes;

    TokenBinding(ApiSettings settings, ClientCertificate certificates) {
        this.certificates = certificates;
        this.boundScopes = settings.boundScopes();
    }

    /**
     * Whether the caller may use the token.
     *
     * @param scopes what it is used for
     * @throws ProblemException 401 with the reason
     */
    void check(Jwt token, List<String> scopes, HttpServletRequest request) {
        Object proof = token.getClaim(CONFIRMATION);
        if (plain(token, scopes)) {
            return;
        }
        Object named = proof instanceof Map<?, ?> members && members.size() == 1 ? members.get(CERTIFICATE) : null;
        X509Certificate shown = certificates.of(request);
        if (named == null) {
            throw refused("The token wants a proof that is not served here: only certificates (x5t#S256) are.",
                "ٹوکن ایسا ثبوت مانگتا ہے جو یہاں دستیاب نہیں: صرف سرٹیفکیٹ (x5t#S256)۔", "unsupported cnf");
        }
        if (shown == null || !named.equals(ClientCertificate.thumbprint(shown))) {
            throw refused("The token is bound to a certificate: connect with that one.",
                "ٹوکن ایک سرٹیفکیٹ سے منسلک ہے: اسی سرٹیفکیٹ کے ساتھ رابطہ کریں۔", "certificate mismatch");
        }
    }

    /** The same for a route that checks the token by itself. */
    public void check(Jwt token, String scope, Exchange exchange) {
        if (plain(token, List.of(scope))) {
            return;
        }
        if (!(exchange.getMessage() instanceof PlatformHttpMessage http)) {
            throw new IllegalStateException("Only an HTTP request has a token");
        }
        check(token, List.of(scope), http.getRequest());
    }

    /** Whether it is anybody's who has it, and may be. */
    private boolean plain(Jwt token, List<String> scopes) {
        boolean bound = token.hasClaim(CONFIRMATION);
        if (!bound && scopes.stream().anyMatch(boundScopes::contains)) {
            throw refused("For this, get a token that is bound to your certificate (RFC 8705).",
                "اس کام کے لیے اپنے سرٹیفکیٹ سے منسلک ٹوکن لیں (RFC 8705)۔", "certificate-bound token required");
        }
        return !bound;
    }

    private static ProblemException refused(String en, String ur, String why) {
        return ProblemType.UNAUTHENTICATED.detail(en, ur).header("WWW-Authenticate",
            "Bearer error=\"invalid_token\", error_description=\"" + why + "\"").exception();
    }
}
