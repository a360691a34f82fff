package pk.rabta.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What a caller hears who may try again, and who may not. */
class FaultsTest {

    static Stream<RuntimeException> passing() {
        return Stream.of(new UncategorizedSQLException("write", "insert", new SQLException("read-only", "25006")),
                new TransactionSystemException("commit", new SQLException("terminated", "57P01")),
                new CannotCreateTransactionException("no connection"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aTroubleOfTheDatabaseIsToldToComeAgain(RuntimeException trouble) {
        Problem problem = Faults.problem(new IllegalStateException(trouble), "here", LoggerFactory.getLogger(FaultsTest.class));
        assertThat(problem.type().status()).isEqualTo(503);
        assertThat(problem.headers()).containsKey("Retry-After");
    }

    @Test
    void aFaultOfOursIsNot() {
        Problem problem = Faults.problem(new EmptyResultDataAccessException(1), "here", LoggerFactory.getLogger(FaultsTest.class));
        assertThat(problem.type().status()).isEqualTo(500);
    }
}
