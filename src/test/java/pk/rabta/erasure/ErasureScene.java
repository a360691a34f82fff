package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.ResponseContract;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Seeds;

/** Somebody with a consent, perhaps referred, whom two people erase. */
@HubTest
@PartnersPaused({"health-pb", "registry"})
abstract class ErasureScene {

    static final String PARTNER = "health-pb";
    static final String PROGRAMME = "health-pb-trauma-counselling";
    private static final Map<String, String> ORDER = Map.of("reason", "The person asked for it in writing");

    @Autowired
    Seeds seeds;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    Shredder shredder;
    String person;
    String consent;
    String referral;

    void known() {
        person = seeds.person();
        consent = seeds.consent(person, "vso-tool", List.of(PARTNER));
    }

    void referred(HubClient officer) {
        known();
        referral = seeds.referral(officer, person, consent, PROGRAMME);
    }

    void withdrawn(HubClient officer) {
        assertThat(officer.post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF")).status())
                .isEqualTo(200);
    }

    /** The first of two asks. */
    void asked(HubClient officer) {
        ResponseContract.check("erasePerson", 202, officer.as("ERASURE").post(address(), ORDER));
    }

    /** The second asks. */
    HubClient.Answer erase(HubClient second) {
        return second.post(address(), ORDER);
    }

    static HubClient second(HubClient officer, SandboxEnvironment sandbox) {
        return officer.withToken(sandbox.issuer().issue(
                new Client("second-desk", "unused", new TreeSet<>(Set.of("persons:erase")), Map.of())));
    }

    private String address() {
        return "/v1/admin/persons/" + person + "/erasure";
    }

    boolean erased() {
        return jdbc.sql("select sealed_key is null from person where victim_id = :id").param("id", person)
                .query(Boolean.class).single();
    }

    String token() {
        return jdbc.sql("select token from person where victim_id = :id").param("id", person).query(String.class)
                .single();
    }

    /** Whether somebody waits for a lock while they run something that begins so. */
    boolean waiting(String begin) {
        return jdbc.sql("""
                select exists (select 1 from pg_stat_activity where datname = current_database()
                  and wait_event_type = 'Lock' and query like :begin || '%')""").param("begin", begin)
                .query(Boolean.class).single();
    }
}
