package pk.rabta.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import pk.rabta.sandbox.Database;

class StandaloneDatabaseIT {

    @Test
    void keepsCommittedRowsThroughKillAndStop() throws Exception {
        try (StandaloneDatabase server = StandaloneDatabase.start()) {
            Database database = server.database();
            execute(database, "CREATE TABLE kept (id int)");
            execute(database, "INSERT INTO kept VALUES (1)");
            server.kill();
            assertThatThrownBy(() -> count(database)).isInstanceOf(SQLException.class);
            server.restart();
            assertThat(count(database)).isEqualTo(1);
            execute(database, "INSERT INTO kept VALUES (2)");
            server.restart();
            assertThat(count(database)).isEqualTo(2);
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.unpooled().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Database database) throws SQLException {
        try (Connection connection = database.unpooled().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
