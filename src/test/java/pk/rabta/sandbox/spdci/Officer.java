package pk.rabta.sandbox.spdci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;

/** A victim support officer in a test: has consents on file, refers people, looks what became of it. */
public final class Officer {

    private static final AtomicInteger CNICS = new AtomicInteger(500_000);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final HubClient hub;
    private final JdbcClient jdbc;
    private final Persons persons;

    public Officer(ApplicationContext context, HubClient hub) {
        this.hub = hub;
        this.jdbc = context.getBean(JdbcClient.class);
        this.persons = context.getBean(Persons.class);
    }

    /** An invented CNIC that no other test uses; the last digit is a woman's. */
    public static String cnic() {
        return "99999%07d2".formatted(CNICS.getAndIncrement());
    }

    /** The hub's answer to a referral of this person to the programme, with consent for its partner. */
    public HubClient.Answer submit(String person, String partner, String programme, String purpose) {
        return hub.post("/v1/referrals", Map.of("victim", Map.of("registryId", person), "consentId",
                consent(person, partner, purpose), "programmes", List.of(Map.of("id", programme)),
                "contact", Map.of("via", "VSO")));
    }

    /** Refers this person and returns the referral's id. */
    public String refer(String person, String partner, String programme, String purpose) {
        HubClient.Answer answer = submit(person, partner, programme, purpose);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.body().at("/referrals/0/id").asText();
    }

    public String status(String referral) {
        return jdbc.sql("select status from referral where id = :id").param("id", referral).query(String.class)
                .single();
    }

    public void awaitStatus(String referral, String status) {
        Awaitility.await("status " + status + " of " + referral).atMost(LIMIT)
                .untilAsserted(() -> assertThat(status(referral)).isEqualTo(status));
    }

    /** A member of the referral's reason or outcome. */
    public String detail(String referral, String column, String member) {
        return jdbc.sql("select coalesce(" + column + " ->> :member, '') from referral where id = :id")
                .param("member", member).param("id", referral).query(String.class).single();
    }

    /** The steps inside the programme that the history shows, in order. */
    public List<String> steps(String referral) {
        return jdbc.sql("""
                select detail ->> 'businessStatus' from referral_event
                where referral_id = :id and detail ->> 'businessStatus' is not null order by position""")
                .param("id", referral).query(String.class).list();
    }

    /** States of the referral's deliveries by message name. */
    public String delivery(String referral, String message) {
        return jdbc.sql("select state from delivery where referral_id = :id and message = :message")
                .param("id", referral).param("message", message).query(String.class).single();
    }

    /** How many messages were archived under the id of this one. */
    public int archived(ObjectNode message) {
        return jdbc.sql("select count(*) from inbound_message where message_id = :id")
                .param("id", message.at("/header/message_id").asText()).query(Integer.class).single();
    }

    /** What the hub holds about a person. */
    public Person person(String id) {
        return persons.find(id).orElseThrow();
    }

    /** The canonical document of a person; missing while the registry was never reached. */
    public JsonNode snapshot(String id) {
        JsonNode snapshot = person(id).snapshot();
        return snapshot == null ? MissingNode.getInstance() : snapshot;
    }

    private String consent(String person, String partner, String purpose) {
        persons.ensure(person);
        String id = PublicId.next(Prefix.CNS);
        Timestamp since = Timestamp.from(Instant.now().minusSeconds(60));
        jdbc.sql("""
                insert into consent (id, victim_id, client_id, office, province, basis, status, given_by, capacity,
                  purposes, recipients, data_scopes, method, valid_from, created_at)
                values (:id, :victim, 'vso-tool', 'VSO-PB-LAHORE', 'PK-PB', 'CONSENT', 'ACTIVE', 'SELF', 'ADULT',
                  :purposes, :recipients, :scopes, 'SIGNATURE', :since, :since)""")
                .param("id", id).param("victim", person).param("purposes", new String[] {purpose})
                .param("recipients", new String[] {partner}).param("scopes", new String[] {"IDENTITY_MIN", "CONTACT"})
                .param("since", since).update();
        return id;
    }
}
