package pk.rabta.lease;

import org.apache.camel.Route;

/** Says for a route that fetches files whether it may look now; asked before each look. */
public interface PollGate {

    boolean open(Route route);
}
