package pk.rabta.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.erasure.ErasureList.Attempt;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** What a start does with each line of the list, and with a line whose commit never came. */
class ErasureReplayTest extends ErasureScene {

    @Autowired
    private ErasureReplay replay;
    @Autowired
    private ErasureList list;
    @Autowired
    private Clock clock;

    /** What a test left begun is no other start's business. */
    @AfterEach
    void end() {
        list.begun().forEach(list::voided);
    }

    private Attempt now() {
        return new Attempt(token(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** The backend ends while it commits: the hub is told nothing but that the line is cut. */
    @Test
    void whoseCommitWasCutOffLivesOnAlsoAfterAStart(HubClient officer, SandboxEnvironment sandbox) {
        known();
        asked(officer);
        jdbc.sql("""
                create function cut_off() returns trigger language plpgsql as $$ begin
                  perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$""").update();
        jdbc.sql("create constraint trigger cut_off after update on person deferrable initially deferred for each row "
                + "when (new.victim_id = '" + person + "') execute function cut_off()").update();
        try {
            assertThat(erase(second(officer, sandbox)).status()).isGreaterThanOrEqualTo(500);
        } finally {
            jdbc.sql("drop trigger cut_off on person").update();
            jdbc.sql("drop function cut_off()").update();
        }
        assertThat(erased()).isFalse();
        assertThat(list.begun()).extracting(Attempt::token).doesNotContain(token());
        replay.afterPropertiesSet();
        assertThat(erased()).isFalse();
        assertThat(erase(second(officer, sandbox)).status()).isEqualTo(200);
        assertThat(list.tokens()).contains(token());
    }

    @Test
    void whatWasBegunWhenTheHubDiedIsCarriedOut() {
        known();
        Attempt attempt = now();
        list.begin(attempt);
        replay.afterPropertiesSet();
        assertThat(erased()).isTrue();
        assertThat(list.tokens()).contains(token());
    }

    @Test
    void whoWasReferredSinceLivesOnAndStaysOnTheList(HubClient officer) {
        known();
        Attempt attempt = now();
        list.begin(attempt);
        referral = seeds.referral(officer, person, consent, PROGRAMME);
        replay.afterPropertiesSet();
        assertThat(erased()).isFalse();
        // What it left open ends: what was recorded since still says that they live on.
        withdrawn(officer);
        replay.afterPropertiesSet();
        assertThat(erased()).isFalse();
        assertThat(list.begun()).contains(attempt);
    }

    /** Two clocks may differ: what is open counts whatever time it names. */
    @Test
    void whoHasSomethingOpenLivesOnAlsoWhereItSeemsOlder(HubClient officer) {
        referred(officer);
        list.begin(new Attempt(token(), Instant.now().plusSeconds(600)));
        replay.afterPropertiesSet();
        assertThat(erased()).isFalse();
    }

    @Test
    void whatDiedBehindItsCommitIsWrittenDown(HubClient officer, SandboxEnvironment sandbox) {
        known();
        Attempt attempt = now();
        list.begin(attempt);
        transaction.executeWithoutResult(status -> shredder.shred(person, attempt.at()));
        replay.afterPropertiesSet();
        assertThat(list.tokens()).contains(token());
        assertThat(list.begun()).doesNotContain(attempt);
    }

    @Test
    void aRestoredPersonIsErasedAgainWhateverIsOpen(HubClient officer) {
        referred(officer);
        jdbc.sql("update delivery set state = 'SENDING', lease_until = '2100-01-01' where referral_id = :id")
                .param("id", referral).update();
        jdbc.sql("update referral set dispatched = true where id = :id").param("id", referral).update();
        String other = seeds.referral(officer, person, consent, "health-pb-treatment");
        list.made(now());
        replay.afterPropertiesSet();
        assertThat(erased()).isTrue();
        assertThat(jdbc.sql("select state from delivery where referral_id = any(:ids) and kind <> 'event'")
                .param("ids", new String[] {referral, other}).query(String.class).list()).containsOnly("VOIDED");
        assertThat(status(referral)).isEqualTo("CANCELLATION_REQUESTED");
        assertThat(status(other)).isEqualTo("CANCELLED");
        assertThat(officer.get("/v1/referrals/" + referral).body().at("/victim/erased").asBoolean()).isTrue();
    }

    private String status(String id) {
        return jdbc.sql("select status from referral where id = :id").param("id", id).query(String.class).single();
    }
}
