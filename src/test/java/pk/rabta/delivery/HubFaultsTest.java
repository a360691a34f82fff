package pk.rabta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.operations.Measures;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.People;

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

    private People people;

    @BeforeEach
    void pause() {
        people = new People(hub);
        destinations.pause("bisp", "test", "nothing but the test sends", Instant.now());
    }

    @AfterEach
    void goOn() {
        destinations.resume("bisp", Instant.now());
    }

    private record Request(UUID id, UUID enqueue, String referral, String victim) {}

    /** A request that the broker has handed over, as a consumer sees it. */
    private Request request(HubClient officer) {
        String victim = people.widow();
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", victim),
                "consentId", people.consent(victim, List.of("bisp"), List.of("SOCIAL_PROTECTION")),
                "programmes", List.of(Map.of("id", "bisp-kafaalat"))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String referral = answer.body().at("/referrals/0/id").asText();
        UUID enqueue = UUID.randomUUID();
        UUID id = jdbc.sql("""
                update delivery set state = 'PUBLISHED', enqueue_id = :enqueue, published_at = :at, queue = :queue
                where referral_id = :referral returning id""").param("enqueue", enqueue)
                .param("at", Timestamp.from(Instant.now())).param("queue", "test-" + enqueue)
                .param("referral", referral).query(UUID.class).single();
        return new Request(id, enqueue, referral, victim);
    }

    private void endsUnsent(Request request, String reason) {
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

    private String state(Request request) {
        return jdbc.sql("select state from delivery where id = :id").param("id", request.id()).query(String.class)
                .single();
    }

    @Test
    void aBasisThatKeepsBackWhatTheMessageNeedsEndsTheReferral(HubClient officer) {
        Request request = request(officer);
        jdbc.sql("""
                update consent set data_scopes = '{CONTACT}' where id = (select consent_id from referral where id = :id)""")
                .param("id", request.referral()).update();
        endsUnsent(request, "consent.scope-too-narrow");
    }

    @Test
    void nothingIsAskedForSomebodyWhoHasDied(HubClient officer) {
        Request request = request(officer);
        jdbc.sql("update person set deceased = true where victim_id = :id").param("id", request.victim()).update();
        endsUnsent(request, "person.deceased");
    }

    @Test
    void nothingIsAskedForUnderAnIdThatTheRegistryMergedAway(HubClient officer) {
        Request request = request(officer);
        jdbc.sql("update person set merged_into = 'VOT-OTHER' where victim_id = :id").param("id", request.victim())
                .update();
        endsUnsent(request, "person.merged");
    }

    @Test
    void messagesThatTheHubCouldNotMakeDoNotPauseTheirPartner(HubClient officer) {
        List<Request> requests = List.of(request(officer), request(officer), request(officer), request(officer),
                request(officer), request(officer));
        destinations.resume("bisp", Instant.now());
        for (Request request : requests) {
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
        List<Request> requests = List.of(request(officer), request(officer), request(officer), request(officer),
                request(officer));
        destinations.resume("bisp", Instant.now());
        for (Request request : requests) {
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
