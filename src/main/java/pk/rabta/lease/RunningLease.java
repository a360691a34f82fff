package pk.rabta.lease;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * The lease under which this thread works, checked before each of its commits. So a node that stalled and went on after
 * another had taken its place writes nothing. Runs of routes keep their thread: their timers are synchronous.
 */
@Component
class RunningLease implements TransactionExecutionListener {

    private final ThreadLocal<@Nullable Lease> current = new ThreadLocal<>();
    private final Leases leases;

    RunningLease(Leases leases) {
        this.leases = leases;
    }

    void begin(Lease lease) {
        current.set(lease);
    }

    void end() {
        current.remove();
    }

    @Override
    public void beforeCommit(TransactionExecution commit) {
        Lease lease = current.get();
        if (lease != null && !commit.isReadOnly()) {
            leases.check(lease);
        }
    }
}
