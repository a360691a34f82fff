package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.Simulators;

/** A hub with a database and a broker of its own that all go at once, and what src/docs/production.md says then. */
final class LostMachine implements AutoCloseable {

    private static final Path MANUAL = Path.of("src/docs/production.md");
    private static final Path OLDER_STATE = Path.of("src/main/docker/postgres/older-state.sql");

    private final StandaloneDatabase database = StandaloneDatabase.start();
    private final ContinuousArchive archive;
    private final StandaloneBroker broker = StandaloneBroker.start();
    private final SandboxEnvironment around = SandboxEnvironment.start(Simulators.all());
    private final Map<String, Object> more;
    private @Nullable HubProcess hub;

    private LostMachine(Path folder, Map<String, Object> more) throws IOException {
        this.more = new HashMap<>(more);
        archive = ContinuousArchive.of(database, folder);
        try {
            hub = start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts all of it. @param more settings of the hub */
    static LostMachine start(Path folder, Map<String, Object> more) throws IOException {
        return new LostMachine(folder, more);
    }

    private HubProcess start() {
        Map<String, Object> properties = Standalone.properties(around, database.database(), broker);
        properties.putAll(more);
        HubProcess started = HubProcess.start(properties);
        around.hubStarted(started.url());
        return started;
    }

    ContinuousArchive archive() {
        return archive;
    }

    SandboxEnvironment around() {
        return around;
    }

    HubProcess hub() {
        return hub;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.database().unpooled());
    }

    /** The broker's volume is gone too. */
    void lose() throws IOException {
        hub.close();
        database.kill();
        broker.kill();
        assertThat(FileSystemUtils.deleteRecursively(broker.files().resolve("data"))).isTrue();
    }

    /** The manual's steps for a state that is older than the last that the hub did, but for the start. */
    void preparedByTheManual() throws IOException, SQLException {
        // The line that begins so is psql's.
        String script = Files.readString(OLDER_STATE).replaceAll("(?m)^\\\\.*$", "");
        try (Connection connection = database.database().unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
        more.put("rabta.lists.first-number", manual("`rabta[.]lists[.]first-number: (\\d+)`"));
    }

    private static String manual(String what) throws IOException {
        Matcher found = Pattern.compile(what).matcher(Files.readString(MANUAL));
        assertThat(found.find()).as(what + " in " + MANUAL).isTrue();
        return found.group(1);
    }

    /** Has an administrator pause or resume a partner. */
    void admin(String what, String partner) {
        HubClient.Answer answer = client("ADMIN").post("/v1/admin/partners/" + partner + "/" + what,
                Map.of("reason", "A test of backups"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    HubClient client(String name) {
        return HubClient.of(around, hub.url(), name);
    }

    /** The broker with nothing in it, and a hub. */
    void startAgain() {
        broker.restart();
        hub = start();
    }

    @Override
    public void close() throws IOException {
        if (hub != null) {
            hub.close();
        }
        around.close();
        broker.close();
        database.close();
    }
}
