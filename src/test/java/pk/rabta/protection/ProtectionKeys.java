package pk.rabta.protection;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hub's own keys for tests that start no hub: the same for the same number. */
public final class ProtectionKeys {

    private final HubKeys keys = mock(HubKeys.class);

    private ProtectionKeys(int number) {
        when(keys.get(anyString())).thenAnswer(call -> key(number + "/" + call.getArgument(0)));
    }

    /** The keys of one hub of many. */
    public static ProtectionKeys of(int number) {
        return new ProtectionKeys(number);
    }

    public HubSigningKey signing() {
        return new HubSigningKey(keys);
    }

    public HubSealingKey sealing() {
        return new HubSealingKey(keys);
    }

    public Pseudonyms pseudonyms() {
        return new Pseudonyms(keys);
    }

    private static byte[] key(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }
}
