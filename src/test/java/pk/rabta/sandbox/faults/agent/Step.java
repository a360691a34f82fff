package pk.rabta.sandbox.faults.agent;

import net.bytebuddy.asm.Advice;

/** Copied into methods that have an effect outside the process: tells before it, and after it where it succeeded. */
final class Step {

    private Step() {}

    @Advice.OnMethodEnter
    static String before(@Kind String kind, @Advice.This Object self, @Advice.AllArguments Object[] arguments) {
        String name = Points.name(kind, self, arguments);
        Points.reach("before " + name);
        return name;
    }

    @Advice.OnMethodExit
    static void after(@Advice.Enter String name) {
        Points.reach("after " + name);
    }
}
