package pk.rabta.partner.proof;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;
import pk.rabta.api.StatusProblem;
import pk.rabta.api.server.Callback;
import pk.rabta.api.server.CallbackGate;
import pk.rabta.api.server.ClientCertificate;
import pk.rabta.api.server.Networks;
import pk.rabta.api.server.Proof;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerProfile.Receive;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/**
 * Asks each callback for what the profile wants besides the protocol's own proof: an address, a certificate; and, where
 * the profile says so, for the proof itself: HMAC, JWS or the certificate. Wrong settings stop the start.
 */
@Component
class PartnerGate implements CallbackGate {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerGate.class);
    /** A proof that covers the body only is for connectors that read the body only. */
    private static final Map<String, List<String>> CONNECTORS =
            Map.of("hmac", List.of("rest"), "jws", List.of("rest"), "mtls", List.of("rest", "fhir"),
                    "sealed", List.of("sealed"));

    private record Door(String type, @Nullable Networks networks, @Nullable Certificates certificates,
                        @Nullable MessageProof message) {}

    private final Map<String, Door> doors = new TreeMap<>();

    PartnerGate(Partners partners, ClientCertificate certificates, Clock clock) {
        partners.ids().forEach(id -> doors.put(id, door(id, partners.get(id), certificates.byHeader(), clock)));
    }

    @Override
    public boolean knows(String partner) {
        return doors.containsKey(partner);
    }

    @Override
    public boolean admit(Callback call) {
        Door door = door(call);
        if (door.networks() != null && !door.networks().contain(call.address())) {
            LOG.warn("A callback of {} was refused: its address is not on the list", call.partner());
            throw ProblemType.FORBIDDEN.because("This partner calls from other addresses.",
                    "یہ ادارہ دوسرے پتوں سے رابطہ کرتا ہے۔");
        }
        if (door.certificates() != null && !door.certificates().contain(call.certificate())) {
            throw unproven("Connect with the certificate that was agreed.", "طے شدہ سرٹیفکیٹ کے ساتھ رابطہ کریں۔");
        }
        return door.networks() != null || door.certificates() != null;
    }

    @Override
    public @Nullable Proof check(Callback call) {
        Door door = door(call);
        if (door.message() != null) {
            String id = door.message().prove(call);
            if (id == null) {
                throw unproven("Sign the message as agreed, at most five minutes ago.",
                        "پیغام پر طے شدہ طریقے سے دستخط کریں، زیادہ سے زیادہ پانچ منٹ پہلے۔");
            }
            return new Proof(call.partner(), id);
        }
        return door.type().equals("mtls") ? new Proof(call.partner(), null) : null;
    }

    private Door door(Callback call) {
        Door door = doors.get(call.partner());
        if (door == null) {
            throw StatusProblem.of(404).exception();
        }
        return door;
    }

    private static RuntimeException unproven(String en, String ur) {
        return ProblemType.UNAUTHENTICATED.because(en, ur);
    }

    private static Door door(String id, PartnerProfile profile, boolean byHeader, Clock clock) {
        Receive receive = profile.receive();
        String type = receive.type();
        if (!CONNECTORS.getOrDefault(type, List.of(profile.connector())).contains(profile.connector())) {
            throw wrong(id, "type", type + " is for the connectors " + CONNECTORS.get(type)
                    + "; ask for a certificate besides with receive.certificates");
        }
        MessageProof message = switch (type) {
            case "hmac" -> read(id, "secret", () -> new HmacProof(needed(receive.secret()), clock));
            case "jws" -> read(id, "keys", () -> new JwsProof(needed(receive.keys()), clock));
            default -> null;
        };
        if (type.equals("mtls") && receive.certificates().isEmpty()) {
            throw wrong(id, "certificates", "is needed by receive.type mtls");
        }
        return new Door(type,
                receive.addresses().isEmpty() ? null : read(id, "addresses", () -> new Networks(receive.addresses())),
                receive.certificates().isEmpty() ? null
                        : read(id, "certificates", () -> new Certificates(receive.certificates(), byHeader)), message);
    }

    private static <T> T read(String id, String name, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong(id, name, "cannot be used: " + e.getMessage());
        }
    }

    private static String needed(@Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("it is missing");
        }
        return value;
    }

    private static WrongSettingsException wrong(String id, String name, String what) {
        return new WrongSettingsException(Partners.key(id, "receive." + name) + " " + what, null);
    }
}
