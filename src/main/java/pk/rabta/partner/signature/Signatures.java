package pk.rabta.partner.signature;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.subtle.Ed25519Sign;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerTls;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** The signature profile of each partner that has one, and our public keys. Wrong settings stop the start. */
@Component("signatures")
public class Signatures {

    private final Map<String, SignatureProfile> profiles = new TreeMap<>();
    private final Map<String, byte[]> publicKeys = new TreeMap<>();
    private final PartnerTls tls;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Signatures(Partners partners, PartnerTls tls, ApplicationEventPublisher events, Clock clock) {
        this.tls = tls;
        this.events = events;
        this.clock = clock;
        for (String id : partners.ids()) {
            PartnerProfile profile = partners.get(id);
            if (profile.signature() != null) {
                profiles.put(id, profile(id, profile, profile.signature()));
            } else if (profile.receive().type().equals("signature")) {
                throw wrong(id, "profile", "is needed by receive.type signature");
            }
        }
    }

    /** How messages with this partner are signed; empty where they are not. */
    public Optional<SignatureProfile> find(String partner) {
        return Optional.ofNullable(profiles.get(partner));
    }

    /** Our public keys as a JSON Web Key Set, for partners to verify what we sign. */
    public ObjectNode jwks() {
        ObjectNode jwks = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = jwks.putArray("keys");
        publicKeys.forEach((id, key) -> keys.addObject().put("kty", "OKP").put("crv", "Ed25519").put("use", "sig")
                .put("alg", "EdDSA").put("kid", id).put("x", Base64.getUrlEncoder().withoutPadding()
                        .encodeToString(key)));
        return jwks;
    }

    private SignatureProfile profile(String id, PartnerProfile profile, PartnerProfile.Signature signature) {
        if (!signature.profile().equals(CavageEd25519.NAME)) {
            throw wrong(id, "profile", "must be " + CavageEd25519.NAME);
        }
        PrivateKey key = privateKey(id, signature.privateKey());
        byte[] published = publicKey(key);
        byte[] other = publicKeys.put(signature.key(), published);
        if (other != null && !Arrays.equals(other, published)) {
            throw wrong(id, "key", "names another key than the same name does at another partner");
        }
        var own = new CavageEd25519.Identity(option(id, profile, "sender-id"),
                profile.options().getOrDefault("namespace", "dci"), signature.key(), key);
        return new CavageEd25519(own, option(id, profile, "peer-id"), peerKeys(id, signature), clock);
    }

    private PeerKeys peerKeys(String id, PartnerProfile.Signature signature) {
        return switch (signature.peer()) {
            case "jwks" -> new JwksPeerKeys(id, URI.create(needed(id, "peer-url", signature.peerUrl())),
                    tls.of(id), events, clock);
            case "pinned" -> {
                try {
                    yield PeerKeys.pinned(Ed25519.publicKey(needed(id, "peer-key", signature.peerKey())));
                } catch (GeneralSecurityException e) {
                    throw wrong(id, "peer-key", "is " + e.getMessage());
                }
            }
            default -> throw wrong(id, "peer", "must be jwks or pinned");
        };
    }

    private static PrivateKey privateKey(String id, @Nullable String text) {
        try {
            return Ed25519.privateKey(needed(id, "private-key", text));
        } catch (GeneralSecurityException e) {
            throw wrong(id, "private-key", "is " + e.getMessage()
                    + ": give PEM or its base64, as from `openssl genpkey -algorithm ed25519`");
        }
    }

    private static byte[] publicKey(PrivateKey key) {
        try {
            return Ed25519Sign.KeyPair.newKeyPairFromSeed(Ed25519.seed(key)).getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Ed25519 seed has a public key", e);
        }
    }

    private static String option(String id, PartnerProfile profile, String name) {
        String value = profile.options().get(name);
        if (value == null) {
            throw new WrongSettingsException(Partners.key(id, "options." + name) + " is needed to sign messages", null);
        }
        return value;
    }

    private static String needed(String id, String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw wrong(id, name, "is needed");
        }
        return value;
    }

    private static WrongSettingsException wrong(String id, String name, String what) {
        return new WrongSettingsException(Partners.key(id, "signature." + name) + " " + what, null);
    }
}
