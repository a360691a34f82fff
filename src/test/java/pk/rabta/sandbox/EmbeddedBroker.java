package pk.rabta.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** An Artemis broker in this process, persistent and with security on, listening on a loopback port. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String ROLE = "rabta";

    private final int port;
    private final Path journal;
    private final String user = "rabta";
    private final String password = Secrets.password();
    private @Nullable EmbeddedActiveMQ broker;

    private EmbeddedBroker(Path journal, int port) {
        this.journal = journal;
        this.port = port;
    }

    public static EmbeddedBroker start() {
        int port = Ports.free();
        return start(SandboxDirectory.own("artemis-" + port), port);
    }

    static EmbeddedBroker start(Path journal, int port) {
        EmbeddedBroker broker = new EmbeddedBroker(journal, port);
        broker.open();
        return broker;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** Messages that wait in a queue now; 0 when there is no such queue. */
    public long messageCount(String queue) {
        EmbeddedActiveMQ running = broker;
        if (running == null) {
            throw new IllegalStateException("The broker is stopped");
        }
        var found = running.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    /** Stops the broker and keeps its journal; clients see their connections break. */
    public synchronized void stop() {
        EmbeddedActiveMQ running = broker;
        if (running != null) {
            broker = null;
            try {
                running.stop();
            } catch (Exception e) {
                throw new SandboxException("The sandbox's broker did not stop: " + e.getMessage(), e);
            }
        }
    }

    /** Starts a stopped or a running broker again on the same port with the same journal, user and password. */
    public synchronized void restart() {
        stop();
        open();
    }

    /** Stops it and deletes its journal. */
    @Override
    public void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(journal);
        } catch (IOException e) {
            throw new SandboxException("Cannot delete the broker's journal " + journal + ": " + e.getMessage(), e);
        }
    }

    private synchronized void open() {
        SandboxDirectory.create(journal);
        EmbeddedActiveMQ starting = new EmbeddedActiveMQ();
        try {
            starting.setConfiguration(configuration());
            starting.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users()));
            starting.start();
            // A broker without a backup is activated by its start; that this or an acceptor failed it only logs: ask it.
            ActiveMQServer server = starting.getActiveMQServer();
            if (!server.isActive() || !server.getRemotingService().getAcceptor("tcp").isStarted()) {
                throw new IllegalStateException("not active after its start; is port " + port + " taken?");
            }
        } catch (Exception | LinkageError e) {
            stopQuietly(starting, e);
            throw new SandboxException("The sandbox's broker did not start on port " + port + ": "
                    + SandboxException.rootOf(e) + " (free the port, or set -D" + SandboxDirectory.SETTING
                    + " to a local directory for its journal, now " + journal + ")", e);
        }
        broker = starting;
    }

    private static void stopQuietly(EmbeddedActiveMQ starting, Throwable reason) {
        try {
            starting.stop();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    private SecurityConfiguration users() {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(user, password);
        users.addRole(user, ROLE);
        return users;
    }

    private Configuration configuration() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("rabta-sandbox")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(journal.resolve("journal").toString())
                .setBindingsDirectory(journal.resolve("bindings").toString())
                .setLargeMessagesDirectory(journal.resolve("large").toString())
                .setPagingDirectory(journal.resolve("paging").toString())
                .setJournalMinFiles(2)
                .setJournalFileSize(1024 * 1024)
                .setMaxDiskUsage(-1)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .addAcceptorConfiguration("tcp", url() + "?protocols=CORE")
                .addAddressSetting("#", addressSettings());
        configuration.putSecurityRoles("#", Set.of(
                new Role(ROLE, true, true, true, true, true, true, true, true, true, true, false, false)));
        configuration.addQueueConfiguration(QueueConfiguration.of("DLQ").setRoutingType(RoutingType.ANYCAST));
        return configuration;
    }

    /** The hub keeps retries itself: the broker gives a message again, without end, only after a crash. */
    private static AddressSettings addressSettings() {
        return new AddressSettings()
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(5_000)
                .setDeadLetterAddress(SimpleString.of("DLQ"))
                .setExpiryAddress(SimpleString.of("DLQ"))
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setDefaultConsumerWindowSize(0)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                .setMaxSizeBytes(256L * 1024 * 1024);
    }
}
