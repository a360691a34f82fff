package pk.rabta.lease;

import org.apache.camel.Route;

/** Says for a route that fetches files whether it may look now; asked before each look, and told how it went. */
public interface PollGate {

    boolean open(Route route);

    /** It looked, whether there were files or not. */
    default void looked(Route route) {}

    /** It could not look. */
    default void failed(Route route, Exception fault) {}
}
