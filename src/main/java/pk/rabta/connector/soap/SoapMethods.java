package pk.rabta.connector.soap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;
import pk.rabta.api.ProblemType;

/**
 * Lets only what is posted come to a SOAP endpoint: CXF takes a GET for a call without a body or shows the WSDL, and
 * WS-Security asks nobody who he is on a GET.
 */
final class SoapMethods extends OncePerRequestFilter {

    private static final String PATHS = "/soap/*";
    /** After the filter that writes refusals as problems. */
    private static final int ORDER = 1;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!"POST".equals(request.getMethod())) {
            throw ProblemType.METHOD_NOT_ALLOWED.detail("SOAP messages are posted here; the hub's operator gives the WSDL.",
                    "SOAP پیغامات یہاں POST سے بھیجیں؛ WSDL ہب کے منتظم سے ملتی ہے۔").header("Allow", "POST").exception();
        }
        chain.doFilter(request, response);
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
