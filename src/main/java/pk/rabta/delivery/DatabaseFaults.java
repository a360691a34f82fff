package pk.rabta.delivery;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells the database's troubles, which pass, from requests of ours that it will refuse again. */
public final class DatabaseFaults {

    private DatabaseFaults() {}

    /** Whether the database was away, busy or read-only: then the same step may succeed later. */
    public static boolean mayPass(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException || cause instanceof TransactionSystemException
                    || cause instanceof DataAccessException && !ours(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ours(Throwable cause) {
        return cause instanceof DataIntegrityViolationException || cause instanceof DataRetrievalFailureException
                || cause instanceof InvalidDataAccessApiUsageException
                || cause instanceof InvalidDataAccessResourceUsageException;
    }
}
