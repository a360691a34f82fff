package pk.rabta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** A list's bytes are at the partner's server, and the hub has not heard so, when a row of it must not go any more. */
class UploadingTest extends ZakatScene {

    private static final Duration AGAIN = Duration.ofSeconds(90);

    private ZakatCommittee committee;

    @BeforeEach
    void hold(ZakatCommittee zakat) {
        committee = zakat;
        committee.server().holdUploads();
    }

    @AfterEach
    void release() {
        committee.server().releaseUploads();
        committee.faults().clear();
        await().atMost(AGAIN).until(() -> committee.server().names("out").stream().noneMatch(n -> n.contains(".part")));
        // Whether a node that stalled writes one yet is no other test's business.
        jdbc.sql("update batch_file set stale_at = null where partner_id = 'zakat-pb'").update();
    }

    @Test
    void aWithdrawalDuringTheUploadAsksBackWhatMayHaveLeft(HubClient officer) {
        String referral = refer(officer);
        String other = refer(officer);
        String temporary = uploading(referral);
        JsonNode answer = withdraw(officer, referral);
        assertThat(answer.path("mayHaveLeft")).extracting(JsonNode::asText).containsExactly(referral);
        assertThat(answer.path("stopped")).isEmpty();
        committee.server().releaseUploads();
        askedBackAndGone(officer, referral, temporary);
        committee.ledger().awaitEntry("list-row", other);
        assertThat(committee.ledger().effects(other)).hasSize(1);
    }

    @Test
    void aFlagDuringTheUploadDoesSoToo(HubClient officer) {
        String referral = refer(officer);
        String temporary = uploading(referral);
        hub.getBean(Persons.class).flag(victim(referral), Set.of("WITNESS_PROTECTED"));
        assertThat(status(referral)).isEqualTo("CANCELLATION_REQUESTED");
        committee.server().releaseUploads();
        gone(temporary);
        committee.ledger().awaitEntry("withdrawal", referral);
        assertThat(committee.ledger().effects(referral)).as("the list").noneMatch(e -> e.kind().equals("list-row"));
        assertThat(attempt(referral)).isEqualTo("IN_DOUBT false");
    }

    @Test
    void aFlagThatNarrowsWhatMayLeaveHasTheRowSentAnew(HubClient officer) {
        String referral = refer(officer);
        String temporary = uploading(referral);
        hub.getBean(Persons.class).flag(victim(referral), Set.of("THREAT"));
        // The registry has nothing newer to say of an invented person.
        jdbc.sql("update person set read_at = :now where victim_id = :id").param("id", victim(referral))
                .param("now", Timestamp.from(Instant.now())).update();
        committee.server().releaseUploads();
        gone(temporary);
        await().atMost(AGAIN).untilAsserted(() -> assertThat(committee.ledger().effects(referral)).hasSize(1));
        assertThat(attempt(referral)).as("the first").isEqualTo("IN_DOUBT false");
    }

    @Test
    void whatADeadNodeBeganIsDeletedByTheNext(HubClient officer) {
        String referral = refer(officer);
        String temporary = uploading(referral);
        anotherNodeTakesOver();
        committee.server().releaseUploads();
        gone(temporary);
        committee.ledger().awaitEntry("list-row", referral);
        await().atMost(AGAIN).until(() -> text("select state from delivery where referral_id = :id", referral).equals("SENT"));
        assertThat(committee.ledger().effects(referral)).hasSize(1);
    }

    @Test
    void aWithdrawalAfterTheNodeDiedAsksBackAndDeletesWhatItBegan(HubClient officer) {
        String referral = refer(officer);
        String temporary = uploading(referral);
        anotherNodeTakesOver();
        withdraw(officer, referral);
        committee.server().releaseUploads();
        askedBackAndGone(officer, referral, temporary);
    }

    @Test
    void whatLiesAtAPartnerThatIsDownIsDeletedWhenItIsBack(HubClient officer) {
        String referral = refer(officer);
        String temporary = uploading(referral);
        withdraw(officer, referral);
        committee.faults().refuse();
        committee.server().releaseUploads();
        await().atMost(AGAIN).until(() -> dropped(temporary));
        await().during(Duration.ofSeconds(2)).atMost(AGAIN).until(() -> committee.server().names("out").contains(temporary));
        committee.faults().accept();
        askedBackAndGone(officer, referral, temporary);
    }

    /** The name under which the bytes lie at the partner's server. */
    private String uploading(String referral) {
        await().atMost(LIMIT).until(() -> !lists(referral).isEmpty()
                && committee.server().names("out").contains(lists(referral).getFirst()));
        return lists(referral).getFirst();
    }

    private List<String> lists(String referral) {
        return jdbc.sql("""
                select f.temporary from batch_file f join batch_row r on r.file_id = f.id
                where r.referral_id = :id and f.state = 'UPLOADING' and f.temporary is not null""").param("id", referral)
                .query(String.class).list();
    }

    /** And dies soon: its lease is not renewed. */
    private void anotherNodeTakesOver() {
        jdbc.sql("""
                update lease set holder = :other, epoch = epoch + 1, expires_at = :soon where name = 'send-zakat-pb'""")
                .param("other", UUID.randomUUID()).param("soon", Timestamp.from(Instant.now().plusSeconds(3))).update();
    }

    private JsonNode withdraw(HubClient officer, String referral) {
        String consent = text("""
                update consent set office = 'VSO-PB-LAHORE', province = 'PK-PB'
                where id = (select consent_id from referral where id = :id) returning id""", referral);
        HubClient.Answer answer = officer.post("/v1/consents/" + consent + "/withdraw", Map.of("withdrawnBy", "SELF"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }

    private void askedBackAndGone(HubClient officer, String referral, String temporary) {
        gone(temporary);
        committee.ledger().awaitEntry("withdrawal", referral);
        await().atMost(AGAIN).until(() -> status(referral).equals("CANCELLED"));
        assertThat(committee.ledger().effects(referral)).as("the list").noneMatch(e -> e.kind().equals("list-row"));
        assertThat(attempt(referral)).isEqualTo("IN_DOUBT false");
        assertThat(officer.get("/v1/disclosures?victim=" + victim(referral)).body().at("/items"))
                .anyMatch(told -> told.path("referralId").asText().equals(referral)
                        && told.path("message").asText().equals("request"));
    }

    private void gone(String temporary) {
        await().atMost(AGAIN).until(() -> !committee.server().names("out").contains(temporary));
    }

    private boolean dropped(String temporary) {
        return text("select state from batch_file where temporary = :id", temporary).equals("DROPPED");
    }

    private String victim(String referral) {
        return text("select victim_id from referral where id = :id", referral);
    }

    /** How the request's first attempt ended, and whether it is known that nothing of it left. */
    private String attempt(String referral) {
        return text("""
                select a.result || ' ' || a.unsent from delivery_attempt a join delivery d on d.id = a.delivery_id
                where d.referral_id = :id and d.kind = 'request' order by a.number limit 1""", referral);
    }
}
