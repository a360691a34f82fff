package pk.rabta.batch.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.query.Scene;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** A list is made anew while a flag waits for it: the flag waits for the new one too, whose upload could begin meanwhile. */
class HiddenListsTest extends Scene {

    @Autowired
    private Persons persons;
    @Autowired
    private TransactionTemplate transaction;
    private final UUID before = UUID.randomUUID();
    private final UUID anew = UUID.randomUUID();

    @AfterEach
    void takeAway() {
        jdbc.sql("delete from batch_row where file_id in (:one, :two)").param("one", before).param("two", anew).update();
        jdbc.sql("delete from batch_file where id in (:one, :two)").param("one", before).param("two", anew).update();
    }

    private void list(UUID id) {
        jdbc.sql("""
                insert into batch_file (id, partner_id, direction, name, kind, state, row_count, created_at, updated_at)
                values (:id, 'test-lists', 'OUT', :name, 'list', 'SEALED', 0, now(), now())""").param("id", id)
                .param("name", "TEST_PK617_20260101_" + id + ".csv").update();
    }

    private void row(UUID file, String referral) {
        jdbc.sql("""
                insert into batch_row (file_id, number, delivery_id, attempt_id, referral_id, state)
                select :file, 1, d.id, gen_random_uuid(), d.referral_id, 'LISTED' from delivery d
                where d.referral_id = :referral""").param("file", file).param("referral", referral).update();
    }

    /** As an upload that is noted; rows can be added meanwhile. */
    private void lock(UUID id) {
        jdbc.sql("select id from batch_file where id = :id for no key update").param("id", id).query().listOfRows();
    }

    private int self() {
        return jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
    }

    private void awaitWaitsFor(int holder) {
        await().until(() -> jdbc.sql("""
                select exists (select 1 from pg_stat_activity where datname = current_database()
                  and :holder = any(pg_blocking_pids(pid)) and query like '%batch_file%for update%')""")
                .param("holder", holder).query(Boolean.class).single());
    }

    @Test
    void aFlagWaitsForTheListThatWasMadeAnewToo() {
        String referral = refer("zakat-pb-guzara");
        list(before);
        row(before, referral);
        list(anew);
        CompletableFuture<Void> flag = new CompletableFuture<>();
        transaction.executeWithoutResult(status -> {
            lock(anew);
            int upload = self();
            CompletableFuture.runAsync(() -> transaction.executeWithoutResult(making -> {
                lock(before);
                flag.completeAsync(() -> {
                    persons.flag(victim, Set.of(Person.HIDDEN));
                    return null;
                }, Thread::startVirtualThread);
                awaitWaitsFor(self());
                jdbc.sql("update batch_file set state = 'DROPPED' where id = :id").param("id", before).update();
                row(anew, referral);
            }), Thread::startVirtualThread).join();
            awaitWaitsFor(upload);
            assertThat(flag).isNotDone();
        });
        flag.join();
        assertThat(persons.find(victim).orElseThrow().hidden()).isTrue();
    }
}
