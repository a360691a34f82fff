package pk.rabta.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pk.rabta.partner.Partners;

/** The partners' part of the health page. A partner that is down is a partner's trouble: the hub serves on. */
@Configuration(proxyBeanMethods = false)
class PartnerHealth {

    /** Worse than UP, and no reason to take the hub out of service. */
    static final Status DEGRADED = new Status("DEGRADED");

    @Bean
    CompositeHealthContributor partnersHealthContributor(Partners partners, PartnerStates states) {
        Map<String, HealthContributor> indicators = new LinkedHashMap<>();
        partners.ids().forEach(id -> indicators.put(id, (HealthIndicator) () -> health(states.of(id))));
        return CompositeHealthContributor.fromMap(indicators);
    }

    private static void detail(Health.Builder health, String name, @Nullable Object value) {
        if (value != null) {
            health.withDetail(name, value.toString());
        }
    }

    private static Health health(PartnerState state) {
        boolean up = state.health() == PartnerState.Health.UP;
        Health.Builder health = Health.status(up ? Status.UP : DEGRADED)
                .withDetail("breaker", state.circuit().name()).withDetail("paused", state.state().paused());
        state.counts().forEach(count -> health.withDetail(count.state().name(), count.number()));
        detail(health, "lastCall", state.calls().answeredAt());
        detail(health, "lastFailedCall", state.calls().failedAt());
        detail(health, "lastFault", state.calls().fault());
        return health.withDetail("failedCallsInARow", state.calls().failures()).build();
    }
}
