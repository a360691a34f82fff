package pk.rabta.sandbox.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RouteController;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Referred;

/** A fault of ours in the midst of a poll ends the round, which is made again; a Task that is wrong keeps back no other. */
@HubTest
class PollFaultFlowTest {

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    private List<Referred> all = List.of();

    @BeforeEach
    void served(HubClient officer, HealthSimulator health) {
        health.desk().decide(Plan.DELIVER_IN_SILENCE, Duration.ofMillis(100));
        List<Referred> served = Stream.generate(() -> Referred.submit(hub, officer, HealthFlowTest.COUNSELLING, """
                ,"contact":{"via":"VSO","vso":"VSO-PB-001","safeHours":"10:00-13:00","officerSex":"F"}"""))
                .limit(5).toList();
        Awaitility.await().until(() -> served.stream().allMatch(one -> !one.column("status").equals("REQUESTED")
                && health.task(one.id()).getStatus() == TaskStatus.COMPLETED));
        all = served.stream().sorted(Comparator.comparing(one -> health.task(one.id()).getMeta().getLastUpdated())).toList();
        jdbc.sql("delete from poll_progress").update();
    }

    @AfterEach
    void mend() {
        jdbc.sql("drop trigger if exists fault on inbound_id").update();
        jdbc.sql("drop trigger if exists fault on referral_event").update();
        jdbc.sql("drop function if exists fault").update();
    }

    @Test
    void whatTheDatabaseDidNotTakeIsReadInTheNextRound(HealthSimulator health) throws Exception {
        String task = health.task(all.get(2).id()).getIdElement().getIdPart();
        refuse("inbound_id", "57P03", "new.message_id like '%/" + task + "/%'");
        poll();
        all.get(1).await("COMPLETED");
        Awaitility.await().untilAsserted(() -> assertThat(runs()).isZero());
        assertThat(all.get(2).column("status")).isNotEqualTo("COMPLETED");
        assertThat(all.get(3).column("status")).as("behind it").isNotEqualTo("COMPLETED");
        assertThat(progress()).isZero();

        mend();
        poll();
        all.forEach(one -> one.await("COMPLETED"));
        Awaitility.await().untilAsserted(() -> assertThat(progress()).isEqualTo(1));
    }

    @Test
    void whatCannotBeAppliedKeepsBackNoneBehindIt() throws Exception {
        refuse("referral_event", "P0001", "new.referral_id = '" + all.get(2).id() + "' and new.to_status = 'COMPLETED'");
        poll();
        Stream.of(0, 1, 3, 4).map(all::get).forEach(one -> one.await("COMPLETED"));
        Awaitility.await().untilAsserted(() -> assertThat(progress()).isEqualTo(1));
        assertThat(all.get(2).column("status")).isNotEqualTo("COMPLETED");
        assertThat(jdbc.sql("select count(*) from inbound_message where channel = 'poll' and state = 'PARKED'")
                .query(Integer.class).single()).isPositive();

        mend();
        poll();
        all.get(2).await("COMPLETED");
    }

    private void refuse(String table, String state, String where) {
        jdbc.sql("create function fault() returns trigger language plpgsql as "
                + "$$ begin raise exception 'made by the test' using errcode = '" + state + "'; end $$").update();
        jdbc.sql("create trigger fault before insert on " + table + " for each row when (" + where
                + ") execute function fault()").update();
    }

    private int progress() {
        return jdbc.sql("select count(*) from poll_progress where partner_id = 'health-pb'").query(Integer.class).single();
    }

    private int runs() {
        return hub.getBean(CamelContext.class).getInflightRepository().size("poll-health-pb");
    }

    private void poll() throws Exception {
        RouteController routes = hub.getBean(CamelContext.class).getRouteController();
        routes.stopRoute("poll-health-pb");
        routes.startRoute("poll-health-pb");
    }
}
