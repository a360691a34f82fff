package pk.rabta.api.server;

import org.jspecify.annotations.Nullable;

/** Who knows how partners prove themselves, asked about each callback before any route sees it. */
public interface CallbackGate {

    /**
     * Lets a call through or not.
     *
     * @return what the call proved; null where that is for its route to find out
     * @throws pk.rabta.api.ProblemException where it must not get through
     */
    @Nullable Proof check(Callback call);
}
