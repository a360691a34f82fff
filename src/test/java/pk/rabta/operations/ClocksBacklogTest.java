package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/**
 * A partner that is away has many clocks that are over; the others' come in turn with them. With
 * {@code -Dclocks.backlog=3000} it tells how many steps a second there are.
 */
@HubTest
@PartnersPaused({ClocksBacklogTest.AWAY, ClocksBacklogTest.OTHER})
class ClocksBacklogTest {

    static final String AWAY = "pbm";
    static final String OTHER = "health-pb";
    private static final Logger LOG = LoggerFactory.getLogger(ClocksBacklogTest.class);
    private static final String ROUTE = "clocks";
    private static final int COUNT = Integer.getInteger("clocks.backlog", 500);

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private MovableClock clock;
    @Autowired
    private ReferralClocks clocks;
    @Autowired
    private CamelContext camel;

    /** Rounds are the test's own. */
    @BeforeEach
    void alone() throws Exception {
        camel.getRouteController().stopRoute(ROUTE);
    }

    @AfterEach
    void back() throws Exception {
        jdbc.sql("delete from referral_event where referral_id like 'REF-BACKLOG-%'").update();
        jdbc.sql("delete from referral where id like 'REF-BACKLOG-%'").update();
        clock.reset();
        camel.getRouteController().startRoute(ROUTE);
    }

    @Test
    void the_backlog_of_one_partner_holds_up_nobody_and_few_rounds_take_all_of_it(HubClient officer) {
        Instant now = clock.instant();
        String pattern = received(seeds.referral(officer, AWAY, "pbm-ifa-medical"), 4, now.minus(Duration.ofHours(2)));
        many(pattern);
        String other = received(seeds.referral(officer, OTHER, "health-pb-trauma-counselling"), 4,
                now.minus(Duration.ofMinutes(1)));
        String emergency = received(seeds.referral(officer, AWAY, "pbm-ifa-medical"), 9,
                now.minus(Duration.ofSeconds(1)));

        long start = System.nanoTime();
        for (int round = 0; round <= COUNT / 500; round++) {
            clocks.run();
        }
        LOG.info("{} steps a second", told() * 1_000_000_000L / (System.nanoTime() - start));

        assertThat(told()).as("told of the backlog").isEqualTo(COUNT);
        assertThat(toldBefore(emergency)).as("before the emergency, at the partner that is away").isZero();
        assertThat(toldBefore(other)).as("before another partner's").isLessThan(50);
        clocks.run();
        assertThat(told()).as("told once").isEqualTo(COUNT);
    }

    /** Referrals as that one, each to a programme of its own. */
    private void many(String pattern) {
        jdbc.sql("""
                insert into referral select (jsonb_populate_record(r, jsonb_build_object('key', gen_random_uuid(),
                    'id', 'REF-BACKLOG-' || i, 'programme_id', r.programme_id || '-' || i))).*
                from referral r, generate_series(1, :count) i where r.id = :id""")
                .param("count", COUNT).param("id", pattern).update();
    }

    /** A referral that the partner's system has, and that it should have answered by then. */
    private String received(String referral, int priority, Instant respondBy) {
        jdbc.sql("""
                update referral set status = 'RECEIVED', dispatched = true, acked_at = :acked, acknowledge_by = null,
                  respond_by = :respond, expire_at = :expire, sla_stage = 'due-soon', priority = :priority where id = :id""")
                .param("acked", Timestamp.from(respondBy.minus(Duration.ofDays(2)))).param("id", referral)
                .param("respond", Timestamp.from(respondBy)).param("priority", priority)
                .param("expire", Timestamp.from(respondBy.plus(Duration.ofDays(14)))).update();
        return referral;
    }

    private long told() {
        return jdbc.sql("select count(*) from referral_event where referral_id like 'REF-BACKLOG-%'").query(Long.class)
                .single();
    }

    private long toldBefore(String referral) {
        return jdbc.sql("""
                select count(*) from referral_event where referral_id like 'REF-BACKLOG-%' and position < coalesce((
                  select max(position) from referral_event where referral_id = :id and type = 'referral.sla_breached'),
                  9223372036854775807)""").param("id", referral).query(Long.class).single();
    }
}
