package pk.rabta.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.api.ResponseContract;
import pk.rabta.query.Cursor;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Seeds;

@HubTest
class EventsTest {

    /** Transactions of other tests, in other databases of the server, hold events back. */
    private static final Duration HELD_BACK = Duration.ofSeconds(60);

    @Autowired
    private DataSource database;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Seeds seeds;
    @Autowired
    private Persons persons;

    /** A row that was written first and committed last must not fall behind a reader. */
    @Test
    void never_skips_a_late_commit(HubClient officer) throws SQLException {
        String cursor = end(officer);
        UUID early;
        UUID late;
        List<String> before;
        try (Connection slow = database.getConnection()) {
            slow.setAutoCommit(false);
            early = insert(slow);
            late = insert(null);
            before = ids(officer, cursor);
            slow.commit();
        }
        assertThat(before).doesNotContain(early.toString(), late.toString());
        await().atMost(HELD_BACK).untilAsserted(() ->
                assertThat(ids(officer, cursor)).containsSubsequence(early.toString(), late.toString()));
    }

    /** Such as one that a tool kept over a restore: silence would look like news that do not come. */
    @Test
    void a_place_that_no_page_can_have_given_is_refused(HubClient officer) {
        assertThat(ResponseContract.check("listEvents", 400, officer.get("/v1/events?after=" + Cursor.of(1L << 50, 7)))
                .at("/violations/0/pointer").asText()).isEqualTo("?after");
    }

    @Test
    void pages_give_each_event_once_in_order(HubClient officer) throws SQLException {
        String cursor = end(officer);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            written.add(insert(null).toString());
        }
        await().atMost(HELD_BACK).untilAsserted(() ->
                assertThat(ids(officer, cursor)).containsSubsequence(written));
        List<String> paged = new ArrayList<>();
        String after = cursor;
        for (JsonNode page = page(officer, after, 2); !page.path("items").isEmpty(); page = page(officer, after, 2)) {
            page.path("items").forEach(event -> paged.add(event.path("id").asText()));
            after = page.path("next").asText();
        }
        assertThat(paged).doesNotHaveDuplicates().containsSubsequence(written);
        assertThat(page(officer, after, 2).path("next").asText()).isEqualTo(after);
    }

    @Test
    void shows_a_client_its_own_events_only(HubClient officer) throws SQLException {
        String id = insert(null).toString();
        await().atMost(HELD_BACK).until(() -> ids(officer, null).contains(id));
        assertThat(officer.as("SUPERVISOR").get("/v1/events?limit=200").text()).doesNotContain(id);
    }

    @Test
    void tells_nothing_of_protected_persons(HubClient officer) {
        String person = seeds.person();
        String referral = seeds.referral(officer, person, seeds.consent(person, "vso-tool", List.of("health-pb")),
                "health-pb-trauma-counselling");
        await().atMost(HELD_BACK).until(() -> text(officer).contains(referral));
        persons.flag(person, Set.of("WITNESS_PROTECTED"));
        assertThat(text(officer)).doesNotContain(referral);
    }

    @Test
    void refuses_what_is_no_cursor(HubClient officer) {
        HubClient.Answer answer = officer.get("/v1/events?after=bm9wZQ");
        assertThat(answer.isProblem("validation-failed")).isTrue();
        assertThat(answer.body().at("/violations/0/pointer").asText()).isEqualTo("?after");
    }

    private static String text(HubClient officer) {
        StringBuilder text = new StringBuilder();
        String after = null;
        for (JsonNode page = page(officer, after, 200); !page.path("items").isEmpty();
                page = page(officer, after, 200)) {
            text.append(page);
            after = page.path("next").asText();
        }
        return text.toString();
    }

    private static String end(HubClient officer) {
        String after = null;
        JsonNode page = page(officer, null, 200);
        while (!page.path("items").isEmpty()) {
            after = page.path("next").asText();
            page = page(officer, after, 200);
        }
        return after;
    }

    private static List<String> ids(HubClient officer, String cursor) {
        List<String> ids = new ArrayList<>();
        String after = cursor;
        for (JsonNode page = page(officer, after, 200); !page.path("items").isEmpty();
                page = page(officer, after, 200)) {
            page.path("items").forEach(event -> ids.add(event.path("id").asText()));
            after = page.path("next").asText();
        }
        return ids;
    }

    private static JsonNode page(HubClient officer, String after, int limit) {
        return ResponseContract.check("listEvents", 200,
                officer.get("/v1/events?limit=" + limit + (after == null ? "" : "&after=" + after)));
    }

    private UUID insert(Connection open) throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String sql = """
                insert into referral_event (id, type, client_id, actor, occurred_at, recorded_at)
                values ('%s', 'case.matched', 'vso-tool', 'HUB', now(), now())""".formatted(id);
        if (open == null) {
            jdbc.sql(sql).update();
        } else {
            try (PreparedStatement statement = open.prepareStatement(sql)) {
                statement.executeUpdate();
            }
        }
        return id;
    }
}
