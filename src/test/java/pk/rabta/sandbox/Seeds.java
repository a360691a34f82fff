package pk.rabta.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.registry.Persons;

/** What a test needs before it refers somebody: an invented person whom the hub knows, and their consent. */
public class Seeds {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Persons persons;
    private final Catalogue catalogue;
    private final ObjectMapper json;
    private final Clock clock;

    Seeds(JdbcClient jdbc, Persons persons, Catalogue catalogue, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.persons = persons;
        this.catalogue = catalogue;
        this.json = json;
        this.clock = clock;
    }

    /** A person in Lahore whom the registry described just now. */
    public String person() {
        String id = "VOT-TEST-" + Long.toString(RANDOM.nextLong(1L << 48, 1L << 52), 36).toUpperCase();
        registrySays(snapshot(id));
        return id;
    }

    /** The registry is asked and answers this at once. */
    public void registrySays(ObjectNode snapshot) {
        persons.store(snapshot, persons.asking(snapshot.at("/victim/registryId").asText()));
    }

    /** What the registry says of such a person. */
    public ObjectNode snapshot(String id) {
        ObjectNode document = json.createObjectNode().put("contract", "victim/1");
        ObjectNode victim = document.putObject("victim").put("registryId", id).put("sex", "F")
                .put("language", "ur-PK");
        victim.putObject("name").put("roman", "Test Khatoon");
        victim.putObject("address").put("province", "PK-PB").put("district", "PK617");
        victim.putArray("identifiers").addObject().put("type", "CNIC").put("value", "9999900000122");
        document.put("province", "PK-PB").put("deceased", false).putArray("flags");
        KnownPersons.add(document);
        return document;
    }

    /** Forgets that the registry was ever read about a person, as if it had been away from the start. */
    public void unread(String person) {
        jdbc.sql("update person set snapshot = null, read_at = null where victim_id = :id").param("id", person)
                .update();
    }

    /** A consent of that person to these partners, for every purpose, given to the officer's tool. */
    public String consent(String person, String client, List<String> partners) {
        String id = PublicId.next(Prefix.CNS);
        jdbc.sql("""
                insert into consent (id, victim_id, client_id, office, province, basis, status, given_by, capacity,
                  purposes, recipients, data_scopes, method, valid_from, created_at)
                values (:id, :victim, :client, 'VSO-PB-LAHORE', 'PK-PB', 'CONSENT', 'ACTIVE', 'SELF', 'SELF',
                  '{SOCIAL_PROTECTION,MHPSS,HEALTH,JUSTICE}', :partners,
                  '{IDENTITY_MIN,CONTACT,HOUSEHOLD,INCIDENT_MIN,HEALTH,MHPSS,CASE}', 'WRITTEN', :now, :now)""")
                .param("id", id).param("victim", person).param("client", client)
                .param("partners", partners.toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant().minusSeconds(60))).update();
        return id;
    }

    /** Refers a new person to one programme of one partner; the answer's first referral. */
    public String referral(HubClient officer, String partner, String programme) {
        String person = person();
        return referral(officer, person, consent(person, "vso-tool", List.of(partner)), programme);
    }

    /** Refers that person to one programme. */
    public String referral(HubClient officer, String person, String consent, String programme) {
        HubClient.Answer answer = officer.post("/v1/referrals", Map.of("victim", Map.of("registryId", person),
                "consentId", consent, "needs", List.of(Map.of("code", catalogue.get(programme).needs().getFirst())),
                "programmes", List.of(Map.of("id", programme)), "details", details(catalogue.get(programme))));
        if (answer.status() != 202) {
            throw new IllegalStateException("The referral was not accepted: " + answer);
        }
        return answer.body().at("/referrals/0/id").asText();
    }

    /** What the programme cannot do without, invented. */
    private ObjectNode details(Programme programme) {
        ObjectNode details = json.createObjectNode();
        for (String path : programme.requires()) {
            if (path.startsWith("details.")) {
                String leaf = path.substring(path.lastIndexOf('.') + 1);
                String parents = path.substring("details".length(), path.lastIndexOf('.')).replace('.', '/');
                ObjectNode parent = parents.isEmpty() ? details : details.withObject(parents);
                if (leaf.endsWith("Pkr")) {
                    parent.put(leaf, 28_000);
                } else if (leaf.endsWith("Form")) {
                    parent.put(leaf, "9999900000999");
                } else if (leaf.equals("name")) {
                    parent.putObject(leaf).put("roman", "A Child");
                } else if (List.of("code", "class", "institution").contains(leaf)) {
                    parent.put(leaf, "TEST_1");
                } else {
                    parent.put(leaf, leaf.startsWith("govern") || leaf.startsWith("public"));
                }
            }
        }
        return details;
    }
}
