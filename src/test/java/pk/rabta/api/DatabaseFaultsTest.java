package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What is the database's trouble, and what is ours. */
class DatabaseFaultsTest {

    @Test
    void aDatabaseThatIsAwayBusyOrReadOnlyMayComeBack() {
        for (RuntimeException fault : List.of(
                new CannotCreateTransactionException("no", new SQLTransientConnectionException("pool is empty")),
                new CannotAcquireLockException("deadlock", new SQLException("deadlock", "40P01")),
                new DataAccessResourceFailureException("gone", new IOException("connection reset")),
                new UncategorizedSQLException("write", "insert", new SQLException("read-only", "25006")))) {
            assertThat(DatabaseFaults.mayPass(fault)).as(fault.getClass().getSimpleName()).isTrue();
            assertThat(DatabaseFaults.mayPass(new IllegalStateException(fault))).isTrue();
        }
    }

    @Test
    void whatItWillRefuseAgainIsOurs() {
        for (Exception fault : List.of(new DuplicateKeyException("twice"), new EmptyResultDataAccessException(1),
                new UncategorizedSQLException("write", "insert", new SQLException("raised by a trigger", "P0001")),
                new UncategorizedSQLException("write", "insert", new SQLException("a page is corrupt", "XX001")),
                new UncategorizedSQLException("read", "select", new SQLException("of the driver", (String) null)),
                new BadSqlGrammarException("read", "selec", new SQLException("syntax", "42601")),
                new IOException("the partner's connection broke"))) {
            assertThat(DatabaseFaults.mayPass(fault)).as(fault.getClass().getSimpleName()).isFalse();
        }
    }
}
