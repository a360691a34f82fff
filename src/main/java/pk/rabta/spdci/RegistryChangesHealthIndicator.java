package pk.rabta.spdci;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import pk.rabta.spdci.RegistrySubscription.Known;

/** Without the registry's word on changes a new flag is seen only when a person is read again. */
@Component
class RegistryChangesHealthIndicator implements HealthIndicator {

    private final RegistrySubscription subscription;

    RegistryChangesHealthIndicator(RegistrySubscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public Health health() {
        Known known = subscription.known().orElse(null);
        if (known != null && known.confirmed()) {
            return Health.up().withDetail("askedAgainAt", known.askAt().toString()).build();
        }
        Health.Builder health = Health.status("DEGRADED");
        if (known == null) {
            return health.withDetail("todo", "The registry was not asked yet to tell of changes: "
                    + "if this stays, look at route changes-subscribe in the log").build();
        }
        health.withDetail("askedAgainAt", known.askAt().toString());
        return known.refusal() != null
                ? health.withDetail("refused", known.refusal()).withDetail("todo", "The registry refused to "
                    + "tell of changes: agree with it on the subscription that mappings/<registry> asks for").build()
                : health.withDetail("todo", "The registry did not confirm that it tells of changes: if this stays, see "
                    + "that it reaches the address in rabta.public-url with the path of its options.callback").build();
    }
}
