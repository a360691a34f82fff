package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.operations.DueSteps.Late;
import pk.rabta.partner.Term;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;

/** Each state of a referral's clocks, from before due_soon_at was kept: what the index finds is what the rules say. */
class DueStepsTest {

    private static final Instant NOW = Instant.parse("2026-03-06T12:00:00Z");
    /** Statuses, stages and times that the commands can leave behind, together; ids tell which. */
    private static final String SEED = """
            insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase, urgency,
              priority, order_group, status, sla_stage, content, client_id, created_at, updated_at, requested_at, acked_at,
              acknowledge_by, respond_by, expire_at, review_at, cancel_by, escalate_at)
            select gen_random_uuid(), concat_ws(' ', status, stage, 'asked ' || asked, 'acknowledge ' || acknowledge,
                'respond ' || respond, 'expire ' || expire, 'escalate ' || escalate), 'F', 'P', 'C', 'partner-1',
              gen_random_uuid(), 'HEALTH', 'RELIEF', 'ROUTINE', 4, gen_random_uuid(), status, stage, '', 'tool',
              now + asked * interval '1 hour', now, case when status <> 'WAITING' then now + asked * interval '1 hour' end,
              case when status = 'RECEIVED' then now + asked * interval '1 hour' end, now + acknowledge * interval '1 hour',
              now + respond * interval '1 hour', now + expire * interval '1 hour',
              case when status = 'ON_HOLD' then now + expire * interval '1 hour' end,
              case when status = 'CANCELLATION_REQUESTED' then now + expire * interval '1 hour' end,
              now + escalate * interval '1 hour'
            from (values (timestamptz '2026-03-06 12:00Z')) t (now),
              unnest(array['WAITING', 'REQUESTED', 'RECEIVED', 'ACCEPTED', 'ON_HOLD', 'CANCELLATION_REQUESTED',
                'COMPLETED']) status,
              unnest(array[null, 'due-soon', 'breached', 'escalated']) stage, unnest(array[-1000, -60, -10]) asked,
              unnest(array[null, -1, 1]) acknowledge, unnest(array[null, -2, 1, 20, 90]) respond,
              unnest(array[null, -3, 1, 20, 90]) expire, unnest(array[null, -1, 1]) escalate
            where (status = 'REQUESTED' or acknowledge is null) and (acknowledge is null or respond is null)
              and case when status in ('REQUESTED', 'RECEIVED') then status = 'REQUESTED' or respond is not null
                else respond is null end""";
    /** The rules, one by one, as they were before there was an index for them. */
    private static final String RULES = """
            select id, case
              when status = 'CANCELLATION_REQUESTED' and cancel_by <= :now then 'cancel'
              when status in ('WAITING', 'REQUESTED', 'RECEIVED') and sla_stage = 'escalated' and expire_at <= :now
                and coalesce(escalate_at, :now) <= :now then 'expire'
              when limited and sla_stage = 'breached' and escalate_at <= :now then 'limit-escalate'
              when limited and (alerted or sla_stage = 'due-soon') and expire_at <= :now then 'limit'
              when limited and sla_stage is null and status = 'REQUESTED' and acknowledge_by <= :now then 'acknowledge'
              when limited and alerted and expire_at <= :horizon
                and coalesce(requested_at, created_at) + (expire_at - coalesce(requested_at, created_at)) * 0.75 <= :now
                then 'limit-due-soon'
              when status in ('REQUESTED', 'RECEIVED') and sla_stage = 'breached' and respond_by <= :now
                and escalate_at <= :now then 'escalate'
              when status in ('REQUESTED', 'RECEIVED') and coalesce(sla_stage, 'due-soon') = 'due-soon'
                and respond_by <= :now then 'respond'
              when status in ('REQUESTED', 'RECEIVED') and sla_stage is null and respond_by <= :horizon
                and coalesce(acked_at, requested_at) + (respond_by - coalesce(acked_at, requested_at)) * 0.75 <= :now
                then 'due-soon'
              when status = 'ON_HOLD' and sla_stage is null and review_at <= :now then 'review'
              when status in ('ACCEPTED', 'IN_PROGRESS') and sla_stage is null and created_at <= :silent then 'heartbeat'
              else '-' end as step
            from (select r.*, status in ('WAITING', 'REQUESTED') and respond_by is null as limited,
              sla_stage is null or sla_stage = 'breached' and escalate_at is null as alerted from referral r) r""";

    private static JdbcClient jdbc;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void seed() {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        DataSource source = database.dataSource();
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        jdbc = JdbcClient.create(source);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql(SEED).update();
        });
    }

    @Test
    void every_step_that_is_due_is_found_and_no_other() {
        DueSteps steps = new DueSteps(jdbc, new ClockSettings(Term.parse("2wd"), Duration.ofDays(30)));
        Map<String, String> rules = new TreeMap<>();
        jdbc.sql(RULES).param("now", Timestamp.from(NOW)).param("horizon", Timestamp.from(NOW.plus(Duration.ofDays(1))))
                .param("silent", Timestamp.from(NOW.minus(Duration.ofDays(30))))
                .query((row, n) -> rules.put(row.getString("id"), row.getString("step"))).list();
        Map<String, String> found = new TreeMap<>();
        transaction.executeWithoutResult(status -> rules.keySet().forEach(id ->
                found.put(id, steps.take(id, NOW).map(Late::step).orElse("-"))));
        assertThat(rules.values()).contains("cancel", "expire", "limit-escalate", "limit", "limit-due-soon", "escalate",
                "respond", "due-soon", "acknowledge", "review", "heartbeat", "-");
        assertThat(found).isEqualTo(rules);
    }
}
