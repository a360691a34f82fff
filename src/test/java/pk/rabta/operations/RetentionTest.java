package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubTest;

@HubTest
class RetentionTest {

    @Autowired
    private Retention retention;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;

    @Test
    void drops_keys_after_thirty_days_and_no_sooner() {
        key("old", 31);
        key("young", 29);
        retention.run();
        assertThat(jdbc.sql("select key from idempotency_key where client_id = 'retention-test'").query(String.class)
                .list()).containsExactly("young");
    }

    @Test
    void drops_bytes_of_old_messages_and_keeps_what_is_still_work() {
        UUID old = message("APPLIED", 31);
        UUID young = message("APPLIED", 29);
        UUID unread = message("RECEIVED", 31);
        retention.run();
        assertThat(hasContent(old)).isFalse();
        assertThat(hasContent(young)).isTrue();
        assertThat(hasContent(unread)).isTrue();
        jdbc.sql("delete from inbound_message where partner_id = 'retention-test'").update();
    }

    private void key(String key, int days) {
        jdbc.sql("""
                insert into idempotency_key (client_id, operation, key, request_hash, status, created_at)
                values ('retention-test', 'x', :key, ''::bytea, 200, :at)""").param("key", key).param("at", ago(days))
                .update();
    }

    private UUID message(String state, int days) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, sealed_key, content, media_type, state,
                  received_at)
                values (:id, 'retention-test', cast(:id as text), 'rest', 'k'::bytea, 'x'::bytea, 'application/json', :state,
                  :at)""")
                .param("id", id).param("state", state).param("at", ago(days)).update();
        return id;
    }

    private boolean hasContent(UUID id) {
        return jdbc.sql("select content is not null from inbound_message where id = :id").param("id", id)
                .query(Boolean.class).single();
    }

    private Timestamp ago(int days) {
        return Timestamp.from(clock.instant().minus(Duration.ofDays(days)));
    }
}
