package pk.rabta.referral;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.referral.lifecycle.Step;

/** One list of event types: what the lifecycle promises, what the contract lists, and what the code writes. */
class EventTypesTest {

    /** What every tool may count on, by the specification of the lifecycle: restated here, not read from the code. */
    private static final Set<String> PROMISED = Set.of("referral.requested", "referral.received", "referral.accepted",
            "referral.rejected", "referral.waiting", "referral.progressed", "referral.held", "referral.completed",
            "referral.failed", "referral.cancellation_requested", "referral.cancelled", "referral.expired",
            "referral.sla_due_soon", "referral.sla_breached", "enrolment.recorded", "consent.withdrawn",
            "delivery.parked", "partner.circuit_opened", "partner.circuit_closed");
    /** Of the same form, but no events: audit leaves, a reason's code, a file, fields of the policy. */
    private static final Set<String> OTHERS = Set.of("consent.capacity", "consent.expired", "consent.missing", "consent.refused",
            "delivery.replayed", "partner.paused", "partner.resumed", "partner.yaml", "referral.id", "referral.service", "referral.urgency");
    private static final Pattern TYPE = Pattern.compile(
            "[\"']((?:referral|enrolment|payment|consent|case|delivery|partner)\\.[a-z_]+)[\"']");

    @Test
    void the_contract_lists_what_the_lifecycle_promises() throws IOException {
        assertThat(contract()).containsAll(PROMISED);
    }

    @Test
    void the_code_writes_what_the_contract_lists_and_nothing_else() throws IOException {
        Set<String> written = new TreeSet<>();
        for (Path file : sources()) {
            Matcher type = TYPE.matcher(Files.readString(file));
            while (type.find()) {
                written.add(type.group(1));
            }
        }
        assertThat(written).containsAll(OTHERS);
        written.removeAll(OTHERS);
        assertThat(written).isEqualTo(contract());
    }

    @Test
    void each_status_is_told_by_its_name() {
        Map<ReferralStatus, String> names = Map.ofEntries(
                Map.entry(ReferralStatus.WAITING, "waiting"), Map.entry(ReferralStatus.REQUESTED, "requested"),
                Map.entry(ReferralStatus.RECEIVED, "received"), Map.entry(ReferralStatus.ACCEPTED, "accepted"),
                Map.entry(ReferralStatus.IN_PROGRESS, "progressed"), Map.entry(ReferralStatus.ON_HOLD, "held"),
                Map.entry(ReferralStatus.CANCELLATION_REQUESTED, "cancellation_requested"),
                Map.entry(ReferralStatus.COMPLETED, "completed"), Map.entry(ReferralStatus.REJECTED, "rejected"),
                Map.entry(ReferralStatus.CANCELLED, "cancelled"), Map.entry(ReferralStatus.FAILED, "failed"),
                Map.entry(ReferralStatus.EXPIRED, "expired"),
                Map.entry(ReferralStatus.ENTERED_IN_ERROR, "entered_in_error"));
        for (ReferralStatus to : ReferralStatus.values()) {
            assertThat(EventTypes.of(new Step("T0", ReferralStatus.ACCEPTED, to, false)))
                    .isEqualTo("referral." + names.get(to));
        }
    }

    private static Set<String> contract() throws IOException {
        Set<String> types = new TreeSet<>();
        new YAMLMapper().readTree(Path.of("src/main/resources/openapi/rabta-v1.yaml").toFile())
                .at("/components/schemas/EventType/enum").forEach(type -> types.add(type.asText()));
        return types;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> java = Files.walk(Path.of("src/main/java")); Stream<Path> sql =
                Files.walk(Path.of("src/main/resources/sql"))) {
            return Stream.concat(java, sql).filter(Files::isRegularFile).toList();
        }
    }
}
