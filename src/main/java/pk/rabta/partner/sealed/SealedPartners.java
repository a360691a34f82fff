package pk.rabta.partner.sealed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Endings;
import pk.rabta.partner.Expiry;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/**
 * The codec of each partner whose connector is {@code sealed}. A key that is missing or weak stops the start. One that is
 * over does not: messages to that partner pause it, until its file has new ones, which count without a restart.
 */
@Component("sealedPartners")
public class SealedPartners implements Endings {

    private static final String SEALED = "sealed";

    private final Map<String, SealedCodec> codecs = new TreeMap<>();
    private final Map<String, UnitKeyFile> files = new TreeMap<>();
    private final Map<String, AtomicInteger> wrong = new TreeMap<>();
    private final HubSeal hub;
    private final Clock clock;

    SealedPartners(Partners partners, HubSeal hub, Clock clock, MeterRegistry meters) {
        this.hub = hub;
        this.clock = clock;
        for (String id : partners.ids()) {
            PartnerProfile profile = partners.get(id);
            if (profile.connector().equals(SEALED)) {
                codecs.put(id, codec(id, profile));
                AtomicInteger fault = new AtomicInteger();
                wrong.put(id, fault);
                meters.gauge("rabta.unit.keys.wrong", Tags.of("partner", id), fault);
            } else if (profile.takesTokenOnly()) {
                throw wrong(id, "takes", "token-only is for the connector sealed: nothing else keeps even the token secret");
            }
        }
        readAgain();
    }

    /** Looks at the files of keys again. Called by the route {@code unit-keys}, on every node. */
    public void readAgain() {
        Instant now = clock.instant();
        files.forEach((id, file) -> Objects.requireNonNull(wrong.get(id)).set(file.readAgain(now) ? 0 : 1));
    }

    @Override
    public List<Expiry> endings() {
        return files.entrySet().stream().flatMap(file -> file.getValue().keys().ends().entrySet().stream().map(end ->
                new Expiry(file.getKey(), "unit-key", end.getKey(), end.getValue()))).toList();
    }

    /** What seals for that partner, and opens what it sealed. */
    public SealedCodec get(String partner) {
        SealedCodec codec = codecs.get(partner);
        if (codec == null) {
            throw new IllegalStateException("rabta.partners." + partner + ".connector is not sealed");
        }
        return codec;
    }

    /** Adds the hub's two keys to a key set that is published: what verifies its messages, and what to seal to. */
    public ObjectNode publish(ObjectNode jwks) {
        for (OctetKeyPair key : codecs.isEmpty() ? new OctetKeyPair[0]
                : new OctetKeyPair[] {hub.publicSigning(), hub.publicSealing()}) {
            jwks.withArray("keys").addObject().put("kty", "OKP").put("crv", key.getCurve().getName())
                    .put("use", key.getKeyUse().getValue()).put("kid", key.getKeyID()).put("x", key.getX().toString())
                    .put("alg", key.getCurve().getName().startsWith("Ed") ? "EdDSA" : "ECDH-ES+A256KW");
        }
        return jwks;
    }

    private SealedCodec codec(String id, PartnerProfile profile) {
        if (!profile.receive().type().equals(SEALED)) {
            throw wrong(id, "receive.type", "must be sealed for the connector sealed: the partner proves itself inside");
        }
        Map<String, String> options = profile.options();
        String file = options.get("keys");
        if (file == null) {
            throw wrong(id, "options.keys", "is missing: the file with the partner's public keys, a JSON Web Key Set");
        }
        UnitKeyFile keys = new UnitKeyFile(id, file);
        files.put(id, keys);
        return new SealedCodec(hub, keys::keys, option(id, options, "sender-id"), option(id, options, "peer-id"), clock);
    }

    private static String option(String id, Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null || value.isBlank()) {
            throw wrong(id, "options." + name, "is missing: how hub and partner call each other in what they sign");
        }
        return value;
    }

    private static WrongSettingsException wrong(String id, String name, String what) {
        return new WrongSettingsException(Partners.key(id, name) + " " + what, null);
    }
}
