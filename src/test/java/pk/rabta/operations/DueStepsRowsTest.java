package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pk.rabta.operations.DueSteps.Page;
import pk.rabta.operations.DueSteps.Turn;
import pk.rabta.partner.Term;
import pk.rabta.sandbox.SeededRows;

/**
 * However many clocks are over, were told, or run still, a round looks at a page for each partner and priority. With
 * {@code -Dclocks.rows=1000000} it tells how long that takes with a million, and the making of the index.
 */
class DueStepsRowsTest {

    private static final Logger LOG = LoggerFactory.getLogger(DueStepsRowsTest.class);
    private static final int COUNT = Integer.getInteger("clocks.rows", 10_000);
    private static final Instant NOW = Instant.parse("2026-03-06T12:00:00Z");
    /** One partner is away: all acknowledgements are over. One was away before: all was told. One works, and is silent. */
    private static final String SEED = """
            set session_replication_role = replica;
            insert into referral (key, id, case_id, victim_id, consent_id, partner_id, programme_id, service, phase,
              urgency, priority, order_group, status, content, client_id, created_at, updated_at, requested_at,
              acknowledge_by, respond_by, expire_at, due_soon_at, sla_stage)
            select gen_random_uuid(), p.id || i, 'F', 'P', 'C', p.id, p.id || i, 'HEALTH', 'RELIEF', 'ROUTINE',
              p.priority, gen_random_uuid(), p.status, '', 'tool', now + p.asked * interval '1 hour' - i * interval '1 second', now,
              now + p.asked * interval '1 hour' - i * interval '1 second',
              case when p.status = 'REQUESTED' then now + (p.asked + 0.25) * interval '1 hour' - i * interval '1 second' end,
              case when p.status = 'RECEIVED' then now + (p.asked + 96) * interval '1 hour' end,
              case when p.status = 'RECEIVED' then now + (p.asked + 396) * interval '1 hour' end,
              case when p.status = 'RECEIVED' then now + (p.asked + 72) * interval '1 hour' end, p.stage
            from (values (timestamptz '2026-03-06 12:00Z')) t (now), generate_series(1, <count>) i, (values
              ('away', 'REQUESTED', null, 4, -480, 1), ('told', 'REQUESTED', 'breached', 4, -480, 1),
              ('silent', 'IN_PROGRESS', null, 4, -960, 1), ('working', 'IN_PROGRESS', null, 4, -480, 1),
              ('ended', 'COMPLETED', null, 4, -480, 1), ('answering', 'RECEIVED', null, 4, -48, 1),
              ('healthy', 'REQUESTED', null, 9, -1, <count>)) p (id, status, stage, priority, asked, each)
            where i % p.each = 0;
            vacuum analyze referral""".replace("<count>", Integer.toString(COUNT));

    private static SeededRows seeded;

    @BeforeAll
    static void seed() {
        seeded = SeededRows.of(SEED);
        long start = System.nanoTime();
        seeded.jdbc().sql("reindex index referral_step").update();
        LOG.info("index made in {} ms", (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void a_round_looks_at_a_page_for_each_partner_and_priority() {
        DueSteps steps = new DueSteps(seeded.jdbc(), new ClockSettings(Term.parse("2wd"), Duration.ofDays(30)));
        Map<String, Long> rows = seeded.looksAt(() -> {
            List<Turn> turns = steps.turns();
            assertThat(turns).extracting(Turn::partner).as("the emergency first; what was told, or ended, has no turn")
                    .startsWith("healthy").containsOnlyOnce("away", "answering", "silent", "working").hasSize(5);
            for (Turn turn : turns) {
                Page page = steps.page(turn, NOW);
                boolean backlog = List.of("away", "silent").contains(turn.partner());
                assertThat(page.ids()).as(turn.partner()).hasSize(backlog ? DueSteps.PAGE : turn.priority() == 9 ? 1 : 0);
                assertThat(page.next() != null).isEqualTo(backlog);
                if (page.next() != null) {
                    assertThat(steps.page(page.next(), NOW).ids()).hasSize(DueSteps.PAGE)
                            .doesNotContainAnyElementsOf(page.ids());
                }
            }
            oneIsTaken(steps);
        });
        LOG.info("rows that a round looks at, of {} referrals a partner: {}", COUNT, rows);
        assertThat(rows.get("referral")).isLessThan(200);
    }

    private static void oneIsTaken(DueSteps steps) {
        assertThat(steps.take("healthy" + COUNT, NOW)).hasValueSatisfying(late ->
                assertThat(late.step()).isEqualTo("acknowledge"));
    }
}
