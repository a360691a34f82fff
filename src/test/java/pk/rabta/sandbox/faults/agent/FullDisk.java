package pk.rabta.sandbox.faults.agent;

import net.bytebuddy.asm.Advice;

/** Copied into the broker's look at its disk. */
final class FullDisk {

    private FullDisk() {}

    @Advice.OnMethodEnter
    static void look(@Advice.This Object monitor) throws ReflectiveOperationException {
        monitor.getClass().getMethod("setMaxUsage", double.class).invoke(monitor, Points.diskLimit());
    }
}
