package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.operations.Measures;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;

/** What the claim finds that must not be sent, and what the hub could not make, ends without harm to the partner. */
@HubTest
class HubFaultsTest {

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Claims claims;
    @Autowired
    private Settlements settlements;
    @Autowired
    private Destinations destinations;

    @AfterEach
    void goOn() {
        destinations.resume("bisp", Instant.now());
    }

    private HandedOver request(HubClient officer) {
        return HandedOver.request(hub, officer, "bisp", "bisp-kafaalat");
    }

    private void endsUnsent(HandedOver request, String reason) {
        assertThat(claims.claim(request.id(), request.enqueue())).isEmpty();
        assertThat(state(request)).isEqualTo("VOIDED");
        assertThat(jdbc.sql("select status || ' ' || (reason ->> 'code') from referral where id = :id")
                .param("id", request.referral()).query(String.class).single()).isEqualTo("CANCELLED " + reason);
        assertThat(jdbc.sql("""
                select detail::text from referral_event where referral_id = :id and type = 'referral.cancelled'""")
                .param("id", request.referral()).query(String.class).single()).contains(reason);
        assertThat(jdbc.sql("select count(*) from delivery_attempt where delivery_id = :id").param("id", request.id())
                .query(Integer.class).single()).isZero();
    }

    private String state(HandedOver request) {
        return jdbc.sql("select state from delivery where id = :id").param("id", request.id()).query(String.class)
                .single();
    }

    @Test
    void aBasisThatKeepsBackWhatTheMessageNeedsEndsTheReferral(HubClient officer) {
        HandedOver request = request(officer);
        jdbc.sql("""
                update consent set data_scopes = '{CONTACT}' where id = (select consent_id from referral where id = :id)""")
                .param("id", request.referral()).update();
        endsUnsent(request, "consent.scope-too-narrow");
    }

    @Test
    void nothingIsAskedForSomebodyWhoHasDied(HubClient officer) {
        HandedOver request = request(officer);
        jdbc.sql("update person set deceased = true where victim_id = :id").param("id", request.victim()).update();
        endsUnsent(request, "person.deceased");
    }

    @Test
    void nothingIsAskedForUnderAnIdThatTheRegistryMergedAway(HubClient officer) {
        HandedOver request = request(officer);
        jdbc.sql("update person set merged_into = 'VOT-OTHER' where victim_id = :id").param("id", request.victim())
                .update();
        endsUnsent(request, "person.merged");
    }

    @Test
    void messagesThatTheHubCouldNotMakeDoNotPauseTheirPartner(HubClient officer) {
        List<HandedOver> requests = List.of(request(officer), request(officer), request(officer), request(officer),
                request(officer), request(officer));
        for (HandedOver request : requests) {
            Dispatch dispatch = claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch();
            settlements.failed(dispatch, DeliveryFault.unmapped(DeliveryFault.MAPPING, List.of("victim.name"),
                    new IllegalStateException()));
            assertThat(state(request)).isEqualTo("PARKED");
        }
        assertThat(destinations.get("bisp").paused()).isFalse();

        hub.getBean(Measures.class).refresh();
        assertThat(hub.getBean(MeterRegistry.class).get("rabta.delivery.parked")
                .tag("partner", "bisp").tag("fault", "hub").gauge().value()).isGreaterThanOrEqualTo(requests.size());
    }

    @Test
    void messagesThatThePartnerRefusesInARowPauseIt(HubClient officer) {
        List<HandedOver> requests = List.of(request(officer), request(officer), request(officer), request(officer),
                request(officer));
        for (HandedOver request : requests) {
            assertThat(destinations.get("bisp").paused()).isFalse();
            settlements.failed(claims.claim(request.id(), request.enqueue()).orElseThrow().dispatch(),
                    new DeliveryFault(DeliveryFault.Kind.PARK, "http-422", "answered 422", null));
        }
        assertThat(destinations.get("bisp").paused()).isTrue();

        hub.getBean(Measures.class).refresh();
        assertThat(hub.getBean(MeterRegistry.class).get("rabta.delivery.parked")
                .tag("partner", "bisp").tag("fault", "partner").gauge().value()).isGreaterThanOrEqualTo(requests.size());
    }
}
