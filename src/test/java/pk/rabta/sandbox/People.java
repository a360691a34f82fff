package pk.rabta.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.registry.Persons;

/** Invented persons that the hub has just read from the registry, and consents of theirs, for tests of the hub. */
public final class People {

    private static final AtomicInteger NEXT = new AtomicInteger(1);

    private final Persons persons;
    private final JdbcClient jdbc;
    private final ObjectMapper json;

    public People(ApplicationContext hub) {
        this.persons = hub.getBean(Persons.class);
        this.jdbc = hub.getBean(JdbcClient.class);
        this.json = hub.getBean(ObjectMapper.class);
    }

    /** A new person; returns the registry's id. */
    public String widow() {
        int number = NEXT.getAndIncrement();
        String id = "VOT-TEST-%04d-0".formatted(number);
        persons.store(victim(id, number), persons.asking(id));
        return id;
    }

    /** The registry is asked and answers this at once. */
    public void registrySays(ObjectNode document) {
        persons.store(document, persons.asking(document.at("/victim/registryId").asText()));
    }

    /** The registry says that this person has died. */
    public void die(String id) {
        ObjectNode document = victim(id, NEXT.getAndIncrement());
        persons.store(document.put("deceased", true), persons.asking(id));
    }

    /** The registry keeps this person under another id. */
    public void merge(String id, String into) {
        ObjectNode document = victim(id, NEXT.getAndIncrement());
        persons.store(document.put("mergedInto", into), persons.asking(id));
    }

    /** A canonical victim document. */
    public ObjectNode victim(String id, int number) {
        ObjectNode document = json.createObjectNode().put("contract", "victim/1");
        ObjectNode victim = document.putObject("victim").put("registryId", id).put("sex", "F")
                .put("maritalStatus", "WIDOWED").put("everMarried", true).put("birthDate", "1987-01-01")
                .put("birthDatePrecision", "YEAR").put("phone", "+923000000122").put("language", "ur-PK")
                .put("zakatEligibleDeclared", true);
        victim.putObject("name").put("roman", "Zarmina Invented").put("urdu", "زرمینہ فرضی");
        victim.putObject("relation").put("kind", "HUSBAND").put("roman", "Invented Husband").put("deceased", true);
        victim.putArray("identifiers").addObject().put("type", "CNIC").put("value", "99999%07d2".formatted(number));
        victim.putObject("address").put("province", "PK-PB").put("district", "PK620").put("tehsil", "PK62001")
                .put("unionCouncil", "UC-23").put("localCommittee", "LZC-0417").put("line", "Street 1, invented");
        victim.putArray("harms").addObject().put("class", "DEATH_OF_RELATIVE").put("mechanism", "BLAST");
        document.putObject("household").put("size", 3).put("dependants", 2);
        ObjectNode incident = document.putObject("incident").put("id", "INC-1").put("date", "2026-03-01")
                .put("district", "PK528");
        incident.putObject("fir").put("district", "PK528").put("policeStation", "CTD PESHAWAR").put("number", number % 99_999 + 1)
                .put("year", 2026);
        KnownPersons.add(document);
        return document;
    }

    /** An active consent for these partners and all purposes that the test's programmes have. */
    public String consent(String victim, Collection<String> partners, Collection<String> purposes) {
        return consent(victim, partners, purposes,
                List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "INCIDENT_MIN", "HEALTH", "MHPSS", "CASE"));
    }

    /** One that opens no more than these data scopes. */
    public String consent(String victim, Collection<String> partners, Collection<String> purposes,
                          Collection<String> scopes) {
        String id = PublicId.next(Prefix.CNS);
        Timestamp now = Timestamp.from(Instant.now().minusSeconds(60));
        jdbc.sql("""
                insert into consent (id, victim_id, client_id, office, province, basis, status, given_by, capacity,
                  purposes, recipients, data_scopes, method, valid_from, created_at)
                values (:id, :victim, 'vso-tool', 'VSO-PB-LAHORE', 'PK-PB', 'CONSENT', 'ACTIVE', 'SELF', 'ADULT',
                  :purposes, :recipients, :scopes, 'SIGNATURE', :now, :now)""")
                .param("id", id).param("victim", victim).param("purposes", purposes.toArray(String[]::new))
                .param("recipients", partners.toArray(String[]::new))
                .param("scopes", scopes.toArray(String[]::new))
                .param("now", now).update();
        return id;
    }
}
