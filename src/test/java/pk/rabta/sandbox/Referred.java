package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.registry.Persons;

/** An invented person with a consent, referred through the API; then what the hub's database says of the referral. */
public final class Referred {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger(300);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final JdbcClient jdbc;
    private final String id;

    private Referred(JdbcClient jdbc, String id) {
        this.jdbc = jdbc;
        this.id = id;
    }

    /** What a referral needs to be made: the person's facts are canonical JSON without their ids. */
    public record Person(String facts, String programme, String need, String purpose, String partner, String scopes) {}

    /** Makes the person known, records the consent, and submits. */
    public static Referred submit(ApplicationContext hub, HubClient officer, Person person, String more) {
        JdbcClient jdbc = hub.getBean(JdbcClient.class);
        String registryId = "VOT-" + Integer.toString(NUMBER.incrementAndGet(), 36).toUpperCase() + "-TEST-1";
        Persons persons = hub.getBean(Persons.class);
        JsonNode known = json(person.facts().replace("VOT-ID", registryId));
        KnownPersons.add(known);
        persons.store(known, persons.asking(registryId));
        String consent = PublicId.next(Prefix.CNS);
        jdbc.sql("""
                insert into consent (id, victim_id, client_id, office, province, basis, status, given_by, capacity,
                  purposes, recipients, data_scopes, method, valid_from, created_at)
                values (:id, :victim, 'vso-tool', 'VSO-PB-LAHORE', 'PK-PB', 'CONSENT', 'ACTIVE', 'SELF', 'ADULT',
                  array[:purpose], array[:partner], string_to_array(:scopes, ','), 'THUMB', :from, :from)""")
                .param("id", consent).param("victim", registryId).param("purpose", person.purpose())
                .param("partner", person.partner()).param("scopes", person.scopes())
                .param("from", Timestamp.from(Instant.now().minusSeconds(60))).update();
        HubClient.Answer answer = officer.post("/v1/referrals", """
                {"victim":{"registryId":"%s"},"consentId":"%s","programmes":[{"id":"%s"}],
                 "needs":[{"code":"%s","urgency":"URGENT"}]%s}"""
                .formatted(registryId, consent, person.programme(), person.need(), more));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return new Referred(jdbc, answer.body().at("/referrals/0/id").asText());
    }

    public String id() {
        return id;
    }

    /** Waits until the referral has this status. */
    public Referred await(String status) {
        Awaitility.await("status " + status + " of " + id).atMost(LIMIT)
                .untilAsserted(() -> assertThat(column("status")).isEqualTo(status));
        return this;
    }

    /** Waits until the delivery of the request has this state. */
    public Referred awaitDelivery(String state) {
        Awaitility.await("delivery of " + id).atMost(LIMIT)
                .untilAsserted(() -> assertThat(deliveries()).contains(state));
        return this;
    }

    /** A column of the referral as text, or null. */
    public String column(String name) {
        return jdbc.sql("select " + name + "::text from referral where id = :id").param("id", id)
                .query(String.class).optional().orElse(null);
    }

    /** The states of its deliveries, oldest first. */
    public List<String> deliveries() {
        return jdbc.sql("select state from delivery where referral_id = :id order by sequence").param("id", id)
                .query(String.class).list();
    }

    /** How many attempts were made for it. */
    public int attempts() {
        return jdbc.sql("select coalesce(sum(attempts), 0) from delivery where referral_id = :id and kind = 'request'")
                .param("id", id).query(Integer.class).single();
    }

    /** The statuses that it went through, in order. */
    public List<String> way() {
        return jdbc.sql("""
                select to_status from referral_event where referral_id = :id and to_status is not null
                  and to_status is distinct from from_status order by position""")
                .param("id", id).query(String.class).list();
    }

    /** How many entries its history has. */
    public int events() {
        return jdbc.sql("select count(*) from referral_event where referral_id = :id").param("id", id)
                .query(Integer.class).single();
    }

    /** Dates in court: day and status, by day. */
    public List<String> hearings() {
        return jdbc.sql("""
                select hearing_date || ' ' || status from hearing where referral_id = :id
                order by hearing_date""").param("id", id).query(String.class).list();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
