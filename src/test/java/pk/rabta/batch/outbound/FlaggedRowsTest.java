package pk.rabta.batch.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.batch.file.RowVault;
import pk.rabta.delivery.Attempts;
import pk.rabta.random.Tries;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.People;

/** A list is sealed and not uploaded when somebody in it must not be found any more. The seed is in the failure's text. */
@HubTest
@PartnersPaused({"zakat-pb"})
class FlaggedRowsTest {

    private static final int TRIES = 15;

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private BatchOut lists;
    @Autowired
    private Persons persons;
    @Autowired
    private RowVault vault;
    @Autowired
    private Clock clock;

    private record Sealed(String victim, String referral, OutFile file) {}

    /** A list of one row, as it is between its seal and its upload. */
    private Sealed sealed(HubClient officer) {
        People people = new People(hub);
        String victim = people.widow();
        String consent = people.consent(victim, List.of("zakat-pb"), List.of("SOCIAL_PROTECTION"));
        String referral = officer.post("/v1/referrals", """
                {"victim":{"registryId":"%s"},"consentId":"%s","programmes":[{"id":"zakat-pb-guzara"}]}"""
                .formatted(victim, consent)).body().at("/referrals/0/id").asText();
        UUID attempt = UUID.randomUUID();
        Timestamp now = Timestamp.from(clock.instant());
        UUID delivery = jdbc.sql("""
                update delivery set state = 'SENDING', attempts = 1, attempt_id = :attempt, lease_until = :lease
                where referral_id = :id returning id""").param("attempt", attempt)
                .param("lease", Timestamp.from(clock.instant().plusSeconds(600))).param("id", referral)
                .query(UUID.class).single();
        jdbc.sql("""
                insert into delivery_attempt (id, delivery_id, number, started_at) values (:id, :delivery, 1, :now)""")
                .param("id", attempt).param("delivery", delivery).param("now", now).update();
        jdbc.sql("update referral set dispatched = true where id = :id").param("id", referral).update();
        UUID file = UUID.randomUUID();
        OutFile out = OutFile.under(1, file, "TEST_PK617_20260101_" + file + ".csv");
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
                values (:id, 'zakat-pb', 'OUT', :name, 'list', 'SEALED', 1, :now, :now)""").param("id", file)
                .param("name", out.name()).param("now", now).update();
        jdbc.sql("""
                insert into batch_row (file_id, number, delivery_id, attempt_id, referral_id, state, content)
                values (:file, 1, :delivery, :attempt, :referral, 'LISTED', :content)""").param("file", file)
                .param("delivery", delivery).param("attempt", attempt).param("referral", referral)
                .param("content", vault.seal(referral, "batch-row/" + delivery, "{}".getBytes())).update();
        return new Sealed(victim, referral, out);
    }

    @Test
    void itsRowIsStruckAndThePartnerNeverHearsOfIt(HubClient officer) {
        Sealed sealed = sealed(officer);
        persons.flag(sealed.victim(), Set.of("WITNESS_PROTECTED"));
        assertThat(messages(sealed)).containsExactly("request VOIDED");
        assertThat(status(sealed)).isEqualTo("CANCELLED");
        lists.sealed("zakat-pb", 1);
        assertThat(jdbc.sql("select state || (content is null) from batch_row where file_id = :id")
                .param("id", sealed.file().id()).query(String.class).single()).isEqualTo("STRUCKtrue");
        assertThat(file(sealed)).isEqualTo("DROPPED");
    }

    @Test
    void aRowThatWasClaimedBeforeAFlagIsTakenBackToBeClaimedAnew(HubClient officer) {
        Sealed sealed = sealed(officer);
        persons.flag(sealed.victim(), Set.of("THREAT"));
        lists.sealed("zakat-pb", 1);
        assertThat(file(sealed)).isEqualTo("DROPPED");
        assertThat(messages(sealed)).containsExactly("request DUE");
        assertThat(status(sealed)).isEqualTo("REQUESTED");
    }

    @Test
    void aFlagThatWasThereBeforeTheClaimTakesNothingBack(HubClient officer) {
        Sealed sealed = sealed(officer);
        persons.flag(sealed.victim(), Set.of("THREAT"));
        jdbc.sql("update delivery_attempt set started_at = started_at + interval '1 minute' where delivery_id in "
                + "(select id from delivery where referral_id = :id)").param("id", sealed.referral()).update();
        persons.flag(sealed.victim(), Set.of("THREAT"));
        lists.sealed("zakat-pb", 1);
        assertThat(file(sealed)).isEqualTo("SEALED");
        jdbc.sql("update batch_file set state = 'DROPPED' where id = :id").param("id", sealed.file().id()).update();
    }

    @Test
    void aRowWhoseUploadHasBegunIsAskedBack(HubClient officer) {
        Sealed sealed = sealed(officer);
        lists.begin(sealed.file());
        persons.flag(sealed.victim(), Set.of("WITNESS_PROTECTED"));
        askedBack(sealed);
        assertThatThrownBy(() -> lists.uploaded(sealed.file())).isInstanceOf(IllegalStateException.class);
        lists.sealed("zakat-pb", 1);
        assertThat(file(sealed)).isEqualTo("DROPPED");
        assertThat(messages(sealed)).containsExactly("request DUE", "cancellation DUE");
        assertThat(jdbc.sql("""
                select result || ' ' || unsent from delivery_attempt where delivery_id in (
                  select id from delivery where referral_id = :id)""").param("id", sealed.referral())
                .query(String.class).list()).containsExactly("IN_DOUBT false");
        assertThat(status(sealed)).as("the partner is asked all the same").isEqualTo("CANCELLATION_REQUESTED");
    }

    @Test
    void aRowOfAListMadeAnewMayHaveLeftWithTheOneBefore(HubClient officer) {
        Sealed sealed = sealed(officer);
        lists.begin(sealed.file());
        jdbc.sql("update batch_file set row_count = 2 where id = :id").param("id", sealed.file().id()).update();
        lists.sealed("zakat-pb", 1);
        assertThat(file(sealed)).isEqualTo("DROPPED");
        persons.flag(sealed.victim(), Set.of("WITNESS_PROTECTED"));
        askedBack(sealed);
        lists.sealed("zakat-pb", 1);
        assertThat(jdbc.sql("""
                select f.state from batch_file f join batch_row r on r.file_id = f.id where r.referral_id = :id""")
                .param("id", sealed.referral()).query(String.class).list()).containsExactly("DROPPED", "DROPPED");
    }

    @Test
    void aNodeThatIsTenMinutesAheadDoesNotClaimAfterTheFlag(HubClient officer) {
        Sealed sealed = sealed(officer);
        claimedAgain(sealed, Duration.ofMinutes(10));
        persons.flag(sealed.victim(), Set.of("THREAT"));
        lists.sealed("zakat-pb", 1);
        assertThat(file(sealed)).isEqualTo("DROPPED");
        assertThat(messages(sealed)).containsExactly("request DUE");
    }

    @Test
    void oneThatIsTenMinutesBehindDoesNotClaimBeforeTheFlag(HubClient officer) {
        Sealed sealed = sealed(officer);
        persons.flag(sealed.victim(), Set.of("THREAT"));
        jdbc.sql("update person set flags_at = flags_at - interval '1 minute' where victim_id = :id")
                .param("id", sealed.victim()).update();
        claimedAgain(sealed, Duration.ofMinutes(-10));
        lists.sealed("zakat-pb", 1);
        assertThat(file(sealed)).isEqualTo("SEALED");
        jdbc.sql("update batch_file set state = 'DROPPED' where id = :id").param("id", sealed.file().id()).update();
    }

    /** By a node whose clock is off by that. */
    private void claimedAgain(Sealed sealed, Duration off) {
        UUID attempt = Attempts.begin(hub, sealed.referral(), clock.instant().plus(off));
        jdbc.sql("update batch_row set attempt_id = :attempt where file_id = :file").param("attempt", attempt)
                .param("file", sealed.file().id()).update();
    }

    @Test
    void aFlagAgainstTheUpload(HubClient officer) {
        Tries.run(TRIES, random -> {
            Sealed sealed = sealed(officer);
            boolean begun = race(random, sealed);
            if (begun) {
                askedBack(sealed);
            } else {
                assertThat(file(sealed)).isIn("SEALED", "DROPPED");
                assertThat(messages(sealed)).containsExactly("request VOIDED");
                assertThat(status(sealed)).isEqualTo("CANCELLED");
            }
            jdbc.sql("update batch_file set state = 'DROPPED' where id = :id").param("id", sealed.file().id()).update();
        });
    }

    /** The hub's own timer looks at the list too: the request may be due again by now. */
    private void askedBack(Sealed sealed) {
        assertThat(messages(sealed)).hasSize(2).contains("cancellation DUE").doesNotContain("request VOIDED");
        assertThat(status(sealed)).isEqualTo("CANCELLATION_REQUESTED");
    }

    private boolean race(Random random, Sealed sealed) {
        int offset = random.nextInt(-3_000, 3_000);
        CompletableFuture<Void> flag = CompletableFuture.runAsync(() -> {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(Math.max(0, offset)));
            persons.flag(sealed.victim(), Set.of("WITNESS_PROTECTED"));
        });
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(Math.max(0, -offset)));
        boolean begun = false;
        try {
            lists.begin(sealed.file());
            begun = true;
            lists.uploaded(sealed.file());
            return true;
        } catch (IllegalStateException changed) {
            return begun;
        } finally {
            flag.join();
        }
    }

    private String file(Sealed sealed) {
        return jdbc.sql("select state from batch_file where id = :id").param("id", sealed.file().id())
                .query(String.class).single();
    }

    private String status(Sealed sealed) {
        return jdbc.sql("select status from referral where id = :id").param("id", sealed.referral())
                .query(String.class).single();
    }

    private List<String> messages(Sealed sealed) {
        return jdbc.sql("""
                select kind || ' ' || case when state = 'PUBLISHED' then 'DUE' else state end from delivery
                where referral_id = :id and kind <> 'event' order by sequence""").param("id", sealed.referral())
                .query(String.class).list();
    }
}
