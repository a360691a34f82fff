package pk.rabta.partner.sealed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** The codec of each partner whose connector is {@code sealed}. A key that is missing, weak or over stops the start. */
@Component("sealedPartners")
public class SealedPartners {

    private static final String SEALED = "sealed";

    private final Map<String, SealedCodec> codecs = new TreeMap<>();
    private final HubSeal hub;

    SealedPartners(Partners partners, HubSeal hub, Clock clock) {
        this.hub = hub;
        for (String id : partners.ids()) {
            PartnerProfile profile = partners.get(id);
            if (profile.connector().equals(SEALED)) {
                codecs.put(id, codec(id, profile, hub, clock));
            } else if (profile.takesTokenOnly()) {
                throw wrong(id, "takes", "token-only is for the connector sealed: nothing else keeps even the token secret");
            }
        }
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

    private static SealedCodec codec(String id, PartnerProfile profile, HubSeal hub, Clock clock) {
        if (!profile.receive().type().equals(SEALED)) {
            throw wrong(id, "receive.type", "must be sealed for the connector sealed: the partner proves itself inside");
        }
        Map<String, String> options = profile.options();
        String file = options.get("keys");
        if (file == null) {
            throw wrong(id, "options.keys", "is missing: the file with the partner's public keys, a JSON Web Key Set");
        }
        try {
            UnitKeys keys = new UnitKeys(Files.readString(Path.of(file)), clock.instant());
            return new SealedCodec(hub, keys, option(id, options, "sender-id"), option(id, options, "peer-id"), clock);
        } catch (IOException | InvalidPathException e) {
            throw new WrongSettingsException(Partners.key(id, "options.keys") + " names a file that cannot be read: "
                    + file, e);
        } catch (IllegalArgumentException e) {
            throw wrong(id, "options.keys", "cannot be used: in " + file + ", " + e.getMessage()
                    + ". Ask the partner for its new public keys");
        }
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
