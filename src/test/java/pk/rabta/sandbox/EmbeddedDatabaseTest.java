package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @Test
    void isThePostgreSqlThatProductionRunsInUtf8() throws SQLException {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        assertThat(query(database, "SHOW server_version")).startsWith("17.");
        assertThat(query(database, "SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(query(database, "SELECT upper('é') || length('بینظیر')")).isEqualTo("É6");
    }

    @Test
    void freshDatabasesShareNothing() throws SQLException {
        Database one = EmbeddedDatabase.shared().freshDatabase();
        Database other = EmbeddedDatabase.shared().freshDatabase();
        try (Connection connection = one.unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE only_here (id int)");
        }
        assertThat(query(one, "SELECT to_regclass('only_here')")).isEqualTo("only_here");
        assertThat(query(other, "SELECT to_regclass('only_here')")).isNull();
    }

    @Test
    void endsAfterThoseWhoUseIt(@TempDir Path directory) {
        EmbeddedDatabase server = EmbeddedDatabase.start(directory.resolve("data"));
        Database database = server.emptyDatabase();
        List<String> last = new ArrayList<>();
        AutoCloseable user = () -> last.add(query(database, "SELECT 'still there'"));
        server.endAfter(user);

        server.close();

        assertThat(last).containsExactly("still there");
        assertThatThrownBy(() -> query(database, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void saysWhatToChangeWhenItCannotStart(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(file.resolve("data")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("-Drabta.sandbox.directory");
    }

    private static String query(Database database, String sql) throws SQLException {
        try (Connection connection = database.unpooled().getConnection();
                Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
