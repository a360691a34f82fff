package pk.rabta.protection;

/** The hub's keys for tests that start no hub: those of one master key, the same for the same number. */
public final class ProtectionKeys {

    private final MasterKey master;

    private ProtectionKeys(MasterKey master) {
        this.master = master;
    }

    /** Keys of the master key whose bytes are all this number. */
    public static ProtectionKeys of(int number) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) number);
        return new ProtectionKeys(new MasterKey(new ProtectionSettings(
                java.util.Base64.getEncoder().encodeToString(key), null)));
    }

    public HubSigningKey signing() {
        return new HubSigningKey(master);
    }

    public HubSealingKey sealing() {
        return new HubSealingKey(master);
    }

    public Pseudonyms pseudonyms() {
        return new Pseudonyms(master);
    }
}
