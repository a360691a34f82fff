package pk.rabta.notify;

import org.jspecify.annotations.Nullable;
import pk.rabta.api.Caller;

/**
 * For whom events are read: a tool, and the office or province that its token named. As everywhere, the office wins.
 *
 * @param office   only events about what this office recorded; null: no such limit
 * @param province only events about what concerns this province, where there is no office; null: no such limit
 * @param cleared  also what the client itself recorded of protected witnesses: a handler's
 */
record Reader(String clientId, @Nullable String office, @Nullable String province, boolean cleared) {

    static Reader of(Caller caller) {
        return new Reader(caller.clientId(), caller.office(), caller.province(), caller.cleared());
    }

    /** Whether the reader may see and end a webhook of that one; one without a place is its whole client's. */
    boolean sees(Reader other) {
        return clientId.equals(other.clientId()) && (office != null
            ? other.office() == null || office.equals(other.office())
            : province == null || other.province() == null || province.equals(other.province()));
    }
}
