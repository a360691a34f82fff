package pk.rabta.api.server;

import org.jspecify.annotations.Nullable;

/** Who knows how partners prove themselves, asked about each callback before any route sees it. */
public interface CallbackGate {

    /** Whether there is such a partner. Tells nothing secret: who calls an unknown one is told so. */
    boolean knows(String partner);

    /**
     * Lets a call's body be read or not, by what costs little to look at: the partner, the address, the certificate.
     *
     * @param call without its body
     * @return whether that was agreed with the partner, so that no stranger gets here: its addresses or its certificates
     * @throws pk.rabta.api.ProblemException where it must not get through
     */
    boolean admit(Callback call);

    /**
     * Lets a call that was admitted through or not, now with its body.
     *
     * @return what the call proved; null where that is for its route to find out
     * @throws pk.rabta.api.ProblemException where it must not get through
     */
    @Nullable Proof check(Callback call);
}
