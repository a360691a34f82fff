package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What every answer tells a browser: keep nothing, guess no type, show it in no frame, run nothing of it, name us to nobody.
 * With TLS also to come by TLS only (Spring Security's own {@code Strict-Transport-Security}, of a year).
 */
final class SecurityHeaders {

    private static final String PAGE = "/docs";
    /** Of an answer that is no page. */
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private SecurityHeaders() {
    }

    static HeadersConfigurer<HttpSecurity> on(HeadersConfigurer<HttpSecurity> headers) {
        return headers
            .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
            .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(SecurityHeaders::isNoPage,
                new ContentSecurityPolicyHeaderWriter(NOTHING)));
    }

    /** The same, for an answer that no filter of Spring Security has seen. */
    static void write(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", NOTHING);
    }

    /** The page has a policy of its own, see {@link pk.rabta.api.contract.ContractPage}. */
    private static boolean isNoPage(HttpServletRequest request) {
        return !request.getRequestURI().equals(PAGE) && !request.getRequestURI().equals(PAGE + "/");
    }
}
