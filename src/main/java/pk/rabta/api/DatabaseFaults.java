package pk.rabta.api;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells the database's troubles, which pass, from requests of ours that it will refuse again. */
public final class DatabaseFaults {

    private static final String READ_ONLY = "25006";
    /** Classes of SQLSTATE: connection, resources, not in the needed state, operator, the system. */
    private static final List<String> PASSING = List.of("08", "53", "55", "57", "58");

    private DatabaseFaults() {}

    /** Whether the database was away, busy or read-only: then the same step may succeed later. */
    public static boolean mayPass(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException || cause instanceof TransactionSystemException
                    || cause instanceof SQLTransientConnectionException || cause instanceof SQLNonTransientConnectionException
                    || cause instanceof SQLRecoverableException || cause instanceof DataAccessException && !ours(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The classes, and the database's own code for the trouble; without messages, which may hold data. */
    static String describe(@Nullable Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : ", caused by ").append(cause.getClass().getName());
            if (cause instanceof SQLException sql) {
                text.append(" (SQLSTATE ").append(sql.getSQLState()).append(')');
            }
        }
        return text.toString();
    }

    private static boolean ours(Throwable cause) {
        return cause instanceof DataIntegrityViolationException || cause instanceof DataRetrievalFailureException
                || cause instanceof InvalidDataAccessApiUsageException
                || cause instanceof InvalidDataAccessResourceUsageException
                || cause instanceof UncategorizedSQLException unsorted && !passes(unsorted.getSQLException().getSQLState());
    }

    /** What Spring has no class for: read-only, a state that the server is in, no room; not what a statement of ours raised. */
    private static boolean passes(@Nullable String state) {
        return state != null && (state.equals(READ_ONLY) || PASSING.stream().anyMatch(state::startsWith));
    }
}
