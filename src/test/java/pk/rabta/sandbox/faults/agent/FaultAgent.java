package pk.rabta.sandbox.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Makes a process stop where a test wants, by what it loads: the hub's drivers and clock, the broker's disk. Where the folder
 * says so, it also takes a part of the hub's safety away: {@code broken-recovery}, attempts that nobody ended stay so;
 * {@code broken-ids}, a message that is sent again has another id.
 */
public final class FaultAgent {

    private FaultAgent() {}

    /**
     * From the start of the process on.
     *
     * @param folder where a test and this process meet, see {@link Points}
     */
    public static void premain(String folder, Instrumentation instrumentation) {
        agentmain(folder, instrumentation);
    }

    /** From now on: the clock was made before, so it is not moved, and what the start itself does keeps its safety. */
    public static void agentmain(String folder, Instrumentation instrumentation) {
        Points.in(Path.of(folder));
        AgentBuilder agent = new AgentBuilder.Default().disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly());
        agent = step(agent, "commit", "org.postgresql.jdbc.PgConnection", named("commit").and(takesArguments(0)));
        agent = step(agent, "broker commit", "org.apache.activemq.artemis.core.client.impl.ClientSessionImpl",
                named("commit").and(takesArguments(boolean.class)));
        agent = step(agent, "answer", "org.apache.catalina.connector.Response", named("finishResponse"));
        agent = step(agent, "send", "org.apache.hc.client5.http.impl.classic.InternalHttpClient", named("doExecute"));
        // CXF's own client, which writes the request and reads the answer when the message is closed.
        agent = step(agent, "soap", "org.apache.cxf.transport.http.HTTPConduit", named("close").and(takesArguments(1)));
        // One statement and no more: the driver commits it by itself.
        agent = step(agent, "accept", "pk.rabta.referral.intake.AcceptStatement", named("accept"));
        String sftp = "org.apache.camel.component.file.remote.SftpOperations";
        agent = step(agent, "rename", sftp, named("renameFile"));
        agent = step(agent, "upload", sftp, named("storeFile"));
        agent = advised(agent, "pk.rabta.TimeConfiguration", Advice.to(MovedClock.class).on(named("clock")));
        agent = advised(agent, "org.apache.activemq.artemis.core.server.files.FileStoreMonitor",
                Advice.to(FullDisk.class).on(named("tick")));
        if (Points.broken("recovery")) {
            agent = advised(agent, "pk.rabta.delivery.Recovery", Advice.to(Skipped.class).on(named("endLeases")));
        }
        if (Points.broken("ids")) {
            agent = advised(agent, "pk.rabta.delivery.Dispatch", Advice.to(FreshIds.class).on(named("messageId")));
        }
        agent.installOn(instrumentation);
    }

    private static AgentBuilder step(AgentBuilder agent, String kind, String type,
            ElementMatcher<? super MethodDescription> method) {
        return advised(agent, type, Advice.withCustomMapping().bind(Kind.class, kind).to(Step.class).on(method));
    }

    private static AgentBuilder advised(AgentBuilder agent, String type, net.bytebuddy.asm.AsmVisitorWrapper advice) {
        return agent.type(named(type)).transform((builder, found, loader, module, domain) -> builder.visit(advice));
    }
}
