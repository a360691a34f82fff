package pk.rabta.partner.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import pk.rabta.partner.Expiry;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.protection.ProtectionKeys;
import pk.rabta.sandbox.wpu.UnitSeal;
import pk.rabta.settings.WrongSettingsException;

/** What of a sealed partner's profile stops the start, with the key to change; and what is published for it. */
@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
class SealedPartnersTest {

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> options = new HashMap<>(Map.of("sender-id", "rabta", "peer-id", "unit"));

    @BeforeEach
    void keys() throws Exception {
        options.put("keys", Files.writeString(folder.resolve("keys.json"), new UnitSeal().publicKeys()).toString());
    }

    private SealedPartners start(String connector, String receive, String takes) {
        PartnerProfile profile = new PartnerProfile(null, connector, null, Map.of(), null, null,
                new PartnerProfile.Receive(receive, null, null, null, null, List.of(), List.of()), null,
                List.of("referral.id"), "withheld", takes, "security", null, null, null, null, Map.of(), options, Map.of(), null);
        Partners partners = mock(Partners.class);
        when(partners.ids()).thenReturn(Set.of("unit"));
        when(partners.get("unit")).thenReturn(profile);
        ProtectionKeys keys = ProtectionKeys.of(1);
        return new SealedPartners(partners, new HubSeal(keys.signing(), keys.sealing()), Clock.systemUTC(), meters);
    }

    private void refused(String key, String why) {
        assertThatThrownBy(() -> start("sealed", "sealed", "token-only")).isInstanceOf(WrongSettingsException.class)
                .hasMessageStartingWith("config/partners/unit/partner.yaml: rabta.partners.unit." + key + " ")
                .hasMessageContaining(why);
    }

    @Test
    void both_keys_of_the_hub_are_published_where_somebody_seals() {
        ObjectNode jwks = start("sealed", "sealed", "token-only").publish(new ObjectMapper().createObjectNode());
        assertThat(jwks.path("keys")).extracting(key -> key.path("crv").asText() + " " + key.path("use").asText())
                .containsExactly("Ed25519 sig", "X25519 enc");
        assertThat(jwks.toString()).doesNotContain("\"d\"");
        assertThat(start("rest", "token", "person").publish(new ObjectMapper().createObjectNode())).isEmpty();
    }

    @Test
    void keys_that_cannot_be_used_stop_the_start_with_their_key() throws Exception {
        Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}");
        refused("options.keys", "it has no key with use enc");
        options.put("keys", folder.resolve("nothing.json").toString());
        refused("options.keys", "nothing.json");
        options.remove("keys");
        refused("options.keys", "is missing");
    }

    @Test
    void a_partner_without_a_name_stops_the_start() {
        options.remove("peer-id");
        refused("options.peer-id", "is missing");
    }

    @Test
    void another_proof_and_a_token_elsewhere_stop_the_start() {
        assertThatThrownBy(() -> start("sealed", "token", "token-only")).hasMessageContaining("receive.type must be sealed");
        assertThatThrownBy(() -> start("rest", "token", "token-only")).hasMessageContaining("takes token-only is for");
    }

    @Test
    void keys_that_are_over_stop_no_start_and_new_ones_count_without_another(CapturedOutput output) throws Exception {
        Path file = folder.resolve("keys.json");
        UnitSeal unit = new UnitSeal();
        Files.writeString(file, unit.publicKeys(Instant.now().minusSeconds(1)));
        SealedPartners partners = start("sealed", "sealed", "token-only");
        assertThat(partners.get("unit").seal("MSG-1", new byte[] {1})).isEmpty();
        assertThat(output).contains("rabta.partners.unit.options.keys: in " + file, "unit-enc-1", "unit-sig-1",
                "Nothing is sent to unit until");
        Files.writeString(file, unit.publicKeys());
        partners.readAgain();
        assertThat(partners.get("unit").seal("MSG-1", new byte[] {1})).isPresent();
    }

    @Test
    void a_new_file_that_cannot_be_used_changes_nothing_and_is_told_once(CapturedOutput output) throws Exception {
        Path file = folder.resolve("keys.json");
        SealedPartners partners = start("sealed", "sealed", "token-only");
        for (String wrong : List.of("{\"keys\":[", "{\"keys\":[]}", "nothing")) {
            if (wrong.equals("nothing")) {
                Files.delete(file);
            } else {
                Files.writeString(file, wrong);
            }
            partners.readAgain();
            partners.readAgain();
            assertThat(partners.get("unit").seal("MSG-1", new byte[] {1})).as(wrong).isPresent();
            assertThat(meters.get("rabta.unit.keys.wrong").tag("partner", "unit").gauge().value()).isOne();
        }
        assertThat(output.getOut().split("The keys in use stay as they were: config/partners/unit/", -1)).hasSize(4);
        Files.writeString(file, new UnitSeal().publicKeys());
        partners.readAgain();
        assertThat(meters.get("rabta.unit.keys.wrong").tag("partner", "unit").gauge().value()).isZero();
    }

    @Test
    void the_end_of_each_key_is_told_a_month_before_and_as_the_file_stands() throws Exception {
        Instant end = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        UnitSeal unit = new UnitSeal();
        SealedPartners partners = start("sealed", "sealed", "token-only");
        assertThat(partners.endings()).isEmpty();
        Files.writeString(folder.resolve("keys.json"), unit.publicKeys(end));
        partners.readAgain();
        assertThat(partners.endings()).containsExactly(new Expiry("unit", "unit-key", "enc/unit-enc-1", end),
                new Expiry("unit", "unit-key", "sig/unit-sig-1", end)).allMatch(one -> one.soon(Instant.now()));
    }
}
