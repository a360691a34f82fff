package pk.rabta.sandbox.bisp;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Ledger;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.spdci.Officer;

/** Households that are referred to the cash programme. */
@HubTest
abstract class BispScene {

    @Autowired
    ApplicationContext context;

    Officer officer;
    BispSimulator bisp;
    RegistrySimulator registry;

    @BeforeEach
    void everybody(HubClient hub, BispSimulator partner, RegistrySimulator people) {
        officer = new Officer(context, hub);
        bisp = partner;
        registry = people;
        bisp.takes(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    String person(Household state) {
        String cnic = Officer.cnic();
        bisp.household(cnic, state);
        return registry.personLike(RegistrySimulator.WIDOW, cnic);
    }

    String refer(String person) {
        return officer.refer(person, "bisp", "bisp-kafaalat", "SOCIAL_PROTECTION");
    }

    List<String> kinds(String referral) {
        return bisp.ledger().effects(referral).stream().map(Ledger.Entry::kind).toList();
    }
}
