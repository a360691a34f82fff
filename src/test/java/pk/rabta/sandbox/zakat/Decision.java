package pk.rabta.sandbox.zakat;

/** What a committee decides: {@code GRANTED}, or {@code REFUSED} or {@code DEFERRED} with its reason. */
public record Decision(String decision, String reason) {

    public static Decision granted() {
        return new Decision("GRANTED", "");
    }

    public static Decision refused(String reason) {
        return new Decision("REFUSED", reason);
    }

    public static Decision deferred(String reason) {
        return new Decision("DEFERRED", reason);
    }
}
