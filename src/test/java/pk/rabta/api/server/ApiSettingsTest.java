package pk.rabta.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Limits that contradict each other. */
class ApiSettingsTest {

    /** One address has a quarter of the room: less would never take the largest body. */
    @ParameterizedTest
    @CsvSource({"7MB, 2MB", "1MB, 2MB", "64MB, 17MB", "19B, 5B"})
    void room_for_less_than_four_of_the_largest_bodies_stops_the_start(String room, String body) {
        assertThatThrownBy(() -> settings(room, body)).isInstanceOf(BindException.class)
            .hasStackTraceContaining("rabta.api.max-unproven is less than 4 times rabta.api.max-callback-body");
    }

    @ParameterizedTest
    @CsvSource({"8MB, 2MB", "64MB, 16MB", "20B, 5B"})
    void room_for_four_is_enough(String room, String body) {
        assertThat(settings(room, body).maxUnproven()).isEqualTo(DataSize.parse(room));
    }

    private static ApiSettings settings(String room, String body) {
        return new Binder(new MapConfigurationPropertySource(Map.of("rabta.api.max-unproven", room,
            "rabta.api.max-callback-body", body))).bindOrCreate("rabta.api", ApiSettings.class);
    }
}
