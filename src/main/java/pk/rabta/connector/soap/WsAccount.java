package pk.rabta.connector.soap;

import java.util.Locale;
import org.apache.wss4j.common.WSS4JConstants;

/** A user name with its password, and how the password is shown to the other side. */
public record WsAccount(String username, String password, Show show) {

    /** How a UsernameToken carries the password. */
    public enum Show {
        /** As a digest with a nonce and a time: it cannot be read or used again. */
        DIGEST(WSS4JConstants.PW_DIGEST),
        /** As it is: only where TLS protects it. */
        TEXT(WSS4JConstants.PW_TEXT);

        /** WSS4J's name for it. */
        final String type;

        Show(String type) {
            this.type = type;
        }

        /** Reads {@code digest} or {@code text}. */
        public static Show parse(String text) {
            try {
                return valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no way to show a password: write digest or text", e);
            }
        }
    }

    @Override
    public String toString() {
        return "WsAccount[" + username + "]";
    }
}
