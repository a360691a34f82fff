package pk.rabta.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.query.Scene;

/** Whose a partner's message is, where the events that it left tell less than it says. */
class WhoseTest extends Scene {

    @Autowired
    private Whose whose;
    private String referral;

    @BeforeEach
    void referred() {
        referral = refer(MEDICAL);
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from partner_event where inbound_id in (select id from inbound_message where channel = 'whose-test')")
                .update();
        jdbc.sql("delete from inbound_message where channel = 'whose-test'").update();
    }

    @Test
    void it_is_of_those_whose_referrals_it_changed() {
        assertThat(whose.inbound(message("APPLIED", 1, 0, referral))).containsExactly(victim);
    }

    @Test
    void one_of_which_anything_did_not_count_or_came_again_may_be_anybodys() {
        assertThat(whose.inbound(message("PARTLY", 1, 1, referral))).isEmpty();
        assertThat(whose.inbound(message("APPLIED", 2, 0, referral))).isEmpty();
        assertThat(whose.inbound(message("PARKED", 1, 0, referral))).isEmpty();
    }

    @Test
    void one_about_a_case_is_of_all_whom_the_partner_linked_to_it_and_of_those_whose_referral_ended() {
        String first = victim;
        victim = people.widow();
        String other = refer(MEDICAL);
        jdbc.sql("update referral set partner_reference = :case where id in (:one, :other)")
                .param("case", "WHOSE-" + referral).param("one", referral).param("other", other).update();
        jdbc.sql("update referral set status = 'COMPLETED' where id = :id").param("id", other).update();
        UUID told = message("APPLIED", 1, 0, referral);
        assertThat(whose.inbound(told)).containsExactlyInAnyOrder(first, victim);
        assertThat(officer.as("ADMIN").get("/v1/admin/inbound?limit=5").text()).contains(told.toString());
        jdbc.sql("update referral set withheld = true where id = :id").param("id", other).update();
        assertThat(officer.as("ADMIN").get("/v1/admin/inbound?limit=5").text()).doesNotContain(told.toString());
    }

    private UUID message(String state, int applied, int refused, String about) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into inbound_message (id, partner_id, message_id, channel, media_type, state, applied, refused,
                  received_at)
                values (:id, 'pbm', cast(:id as text), 'whose-test', 'text/xml', :state, :applied, :refused, now())""")
                .param("id", id).param("state", state).param("applied", applied).param("refused", refused).update();
        jdbc.sql("insert into partner_event (partner_id, event_id, referral_id, inbound_id, effect, recorded_at) "
                        + "values ('pbm', cast(:id as text), :referral, :id, 'recorded', now())")
                .param("id", id).param("referral", about).update();
        return id;
    }
}
