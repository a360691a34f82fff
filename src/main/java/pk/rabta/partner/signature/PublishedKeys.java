package pk.rabta.partner.signature;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Public keys are public: partners fetch them without a token. */
@Configuration(proxyBeanMethods = false)
class PublishedKeys {

    @Bean
    @Order(1)
    SecurityFilterChain publishedKeysDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher("/.well-known/jwks.json")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
    }
}
