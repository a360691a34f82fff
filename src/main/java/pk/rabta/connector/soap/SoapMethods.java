package pk.rabta.connector.soap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;
import pk.rabta.api.ProblemType;

/**
 * Lets only what is posted come to a SOAP endpoint: CXF takes a GET for a call without a body, and WS-Security asks
 * nobody who he is on a GET. Its WSDL alone may be read.
 */
final class SoapMethods extends OncePerRequestFilter {

    private static final String PATHS = "/soap/*";
    /** After the filter that writes refusals as problems. */
    private static final int ORDER = 1;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!"POST".equals(request.getMethod()) && !readsContract(request)) {
            throw ProblemType.METHOD_NOT_ALLOWED.detail("SOAP messages are posted here; the WSDL is at ?wsdl.",
                    "SOAP پیغامات یہاں POST سے بھیجیں؛ WSDL ?wsdl پر ہے۔").header("Allow", "POST").exception();
        }
        chain.doFilter(request, response);
    }

    private static boolean readsContract(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString().toLowerCase(Locale.ROOT);
        return "GET".equals(request.getMethod()) && (query.equals("wsdl") || query.startsWith("xsd="));
    }

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        FilterRegistrationBean<SoapMethods> soapMethods() {
            FilterRegistrationBean<SoapMethods> registration = new FilterRegistrationBean<>(new SoapMethods());
            registration.addUrlPatterns(PATHS);
            registration.setOrder(ORDER);
            return registration;
        }
    }
}
