package pk.rabta.sandbox;

import java.net.URI;

/** A scenario that is played against the running sandbox. */
@FunctionalInterface
public interface Demo {

    /** Plays it and prints what happened; false when a referral missed the outcome that the scenario foresees. */
    boolean play(SandboxEnvironment sandbox, URI hub) throws Exception;
}
