package pk.rabta.partner.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.protection.ProtectionKeys;
import pk.rabta.sandbox.wpu.UnitSeal;
import pk.rabta.settings.WrongSettingsException;

/** What of a sealed partner's profile stops the start, with the key to change; and what is published for it. */
class SealedPartnersTest {

    @TempDir
    Path folder;

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
        return new SealedPartners(partners, new HubSeal(keys.signing(), keys.sealing()), Clock.systemUTC());
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
}
