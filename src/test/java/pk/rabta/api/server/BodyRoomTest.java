package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.api.server.BodyRoom.Sender;

/** Whose bodies have room beside whose: of 100 bytes in all, and bodies of 20. */
class BodyRoomTest {

    private static final int BODY = 20;

    private final ApiSettings settings = new ApiSettings(DataSize.ofBytes(10), DataSize.ofBytes(BODY), DataSize.ofBytes(100),
        Duration.ofSeconds(30), List.of(), null, List.of());
    private final BodyRoom room = new BodyRoom(settings, new SimpleMeterRegistry());
    private final ClientAddress addresses = new ClientAddress(settings);

    @Test
    void the_networks_of_one_line_have_one_share() {
        assertThat(taken("2001:db8:7:1::1", "a", false)).isTrue();
        assertThat(taken("2001:db8:7:2::1", "b", false)).isFalse();
        assertThat(taken("2001:db8:7:ff00::9", "b", true)).isFalse();
        assertThat(taken("2001:db8:8:1::1", "b", false)).isTrue();
        assertThat(taken("192.0.2.1", "c", false)).isTrue();
    }

    @Test
    void addresses_of_version_4_have_a_share_each() {
        assertThat(taken("192.0.2.1", "a", false)).isTrue();
        assertThat(taken("192.0.2.1", "b", false)).isFalse();
        assertThat(taken("192.0.2.2", "b", false)).isTrue();
    }

    @Test
    void one_partners_door_fills_half_of_it() {
        assertThat(taken("192.0.2.1", "a", false)).isTrue();
        assertThat(taken("192.0.2.2", "a", false)).isTrue();
        assertThat(taken("192.0.2.3", "a", false)).isFalse();
        assertThat(taken("192.0.2.3", "b", false)).isTrue();
    }

    @Test
    void strangers_leave_a_quarter_to_those_who_were_agreed() {
        assertThat(taken("192.0.2.1", "a", false)).isTrue();
        assertThat(taken("192.0.2.2", "b", false)).isTrue();
        assertThat(taken("192.0.2.3", "c", false)).isTrue();
        assertThat(taken("192.0.2.4", "d", false)).isFalse();
        assertThat(taken("192.0.2.5", "e", true)).isTrue();
        assertThat(taken("192.0.2.6", "f", true)).isTrue();
        assertThat(taken("192.0.2.7", "g", true)).as("all is full").isFalse();
    }

    @Test
    void what_is_given_back_can_be_taken_again_by_anybody() {
        Sender sender = new Sender("192.0.2.1", "a", false);
        room.take(sender, BODY);
        room.give(sender, BODY);
        assertThat(room.sum()).isZero();
        strangers_leave_a_quarter_to_those_who_were_agreed();
    }

    private boolean taken(String address, String partner, boolean agreed) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        try {
            room.take(new Sender(addresses.line(request), partner, agreed), BODY);
            return true;
        } catch (ProblemException none) {
            assertThat(none.problem().type()).isEqualTo(ProblemType.UNAVAILABLE);
            return false;
        }
    }
}
