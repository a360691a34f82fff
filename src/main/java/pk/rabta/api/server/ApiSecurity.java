package pk.rabta.api.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemWriter;
import pk.rabta.api.StatusProblem;
import pk.rabta.api.contract.ContractPaths;

/** Who gets past the door: bearer tokens of the deployment's issuer, and a short list of open paths. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    /** Liveness, and the contract with its page. */
    private static final String[] OPEN = {"/livez", "/v1/openapi.yaml", "/docs", "/docs/**"};
    /** What we sign with is public, and whoever fetches it may show a token of somebody else's. */
    private static final String KEYS = "/.well-known/jwks.json";
    /**
     * Partners call back here with the credentials of their own protocol (signature, WS-Security, own token), so the
     * door is open and <b>each receive route must authenticate by the partner's profile before it reads a message</b>.
     */
    private static final String[] CALLBACKS = EdgeChecks.DOORS.stream().map(door -> "/" + door + "/**").toArray(String[]::new);
    private static final List<String> EDGE = Stream.concat(Stream.of("/v1/*", "/.well-known/*"),
        EdgeChecks.DOORS.stream().map(door -> "/" + door + "/*")).toList();

    /** The management port is bound to loopback unless configured: who reaches it may read health and metrics. */
    @Bean
    @Order(0)
    SecurityFilterChain managementDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .csrf(AbstractHttpConfigurer::disable)
            .headers(SecurityHeaders::on)
            .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
            .build();
    }

    @Bean
    SecurityFilterChain apiDoor(HttpSecurity http, JwtDecoder tokens, Clock clock) throws Exception {
        JwtDecoder verified = new VerifiedTokens(tokens, clock);
        return http
            .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
            .csrf(AbstractHttpConfigurer::disable)
            .logout(AbstractHttpConfigurer::disable)
            .requestCache(AbstractHttpConfigurer::disable)
            .anonymous(Customizer.withDefaults())
            .headers(headers -> SecurityHeaders.on(headers).withObjectPostProcessor(new Eager()))
            .authorizeHttpRequests(requests -> requests
                .requestMatchers(OPEN).permitAll()
                .requestMatchers(KEYS).permitAll()
                .requestMatchers(CALLBACKS).permitAll()
                .anyRequest().authenticated())
            .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(verified))
                .bearerTokenResolver(new HeaderTokens(KEYS, CALLBACKS))
                .authenticationEntryPoint((request, response, refused) -> unauthenticated(request, response))
                .accessDeniedHandler((request, response, refused) -> forbidden(request, response)))
            .addFilterAfter(new Charge.GoodTokens(), BearerTokenAuthenticationFilter.class)
            .exceptionHandling(refusals -> refusals
                .authenticationEntryPoint((request, response, refused) -> unauthenticated(request, response))
                .accessDeniedHandler((request, response, refused) -> forbidden(request, response)))
            .build();
    }

    /** The request is observed once; an observation of each of these filters costs more than the filters. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    FilterRegistrationBean<Opening> opening(ObjectProvider<CamelContext> routes) {
        FilterRegistrationBean<Opening> opening = new FilterRegistrationBean<>(
            new Opening(() -> routes.getObject().isStarted()));
        opening.setUrlPatterns(EDGE);
        opening.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        opening.setOrder(-102); // costs nobody his allowance
        return opening;
    }

    @Bean
    FilterRegistrationBean<AddressLimit> addressLimit(EdgeChecks checks, UnnamedProxies proxies) {
        FilterRegistrationBean<AddressLimit> limit = new FilterRegistrationBean<>(
            new AddressLimit(checks, proxies, new HeaderTokens(KEYS, CALLBACKS)));
        limit.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        limit.setOrder(-101); // before Spring Security's -100
        return limit;
    }

    @Bean
    FilterRegistrationBean<ApiEdge> apiEdge(ApiSettings settings, EdgeChecks checks, ContractPaths paths) {
        FilterRegistrationBean<ApiEdge> edge = new FilterRegistrationBean<>(new ApiEdge(settings, checks, paths));
        edge.setUrlPatterns(EDGE);
        edge.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        edge.setOrder(0); // after Spring Security's -100
        return edge;
    }

    private static void unauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean offered = request.getHeader("Authorization") != null;
        ProblemWriter.write(response, StatusProblem.of(HttpServletResponse.SC_UNAUTHORIZED)
            .header("WWW-Authenticate", offered ? "Bearer error=\"invalid_token\"" : "Bearer"), language(request));
    }

    private static void forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemWriter.write(response, StatusProblem.of(HttpServletResponse.SC_FORBIDDEN), language(request));
    }

    private static Language language(HttpServletRequest request) {
        return Language.preferred(request.getHeader("Accept-Language"));
    }

    /**
     * A route answers on a thread of its own, while this filter would write its headers behind the call, and a response's
     * headers are not made for two: one of them, such as the Content-Type, could be lost.
     */
    private static final class Eager implements ObjectPostProcessor<HeaderWriterFilter> {

        @Override
        public <O extends HeaderWriterFilter> O postProcess(O filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
        }
    }
}
