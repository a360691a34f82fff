package pk.rabta.notify;

import java.time.Instant;
import java.util.List;
import pk.rabta.notify.EventFeed.Place;

/**
 * Where a client's events go.
 *
 * @param reader whose events: what the token that made it might see
 * @param secret sealed: the key of signature v1
 * @param cursor events up to here became messages
 */
record Subscription(String id, Reader reader, String url, List<String> events, byte[] secret, boolean active,
                    Place cursor, Instant createdAt, long version) {

    /** What the secret is sealed for. */
    static String sealContext(String id) {
        return "subscription:" + id;
    }
}
