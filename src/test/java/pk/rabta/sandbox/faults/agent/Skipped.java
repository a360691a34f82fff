package pk.rabta.sandbox.faults.agent;

import net.bytebuddy.asm.Advice;

/** Copied into a method that is not to do anything. */
final class Skipped {

    private Skipped() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skipped() {
        return true;
    }
}
