package pk.rabta.reconciliation;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import pk.rabta.api.ProblemType;

/**
 * How many reports one node makes at once when it is asked: each holds a connection for as long as it takes, and whoever
 * asks for many would take those of everybody. Partners have one of the {@value #MOST} between them, so that who runs the
 * hub never waits for them alone.
 */
@Component
class Turns {

    static final int MOST = 2;
    private static final String SECONDS = "10";

    private final Semaphore all = new Semaphore(MOST);
    private final Semaphore partners = new Semaphore(MOST - 1);
    private final ReconciliationSettings settings;

    Turns(ReconciliationSettings settings) {
        this.settings = settings;
    }

    /**
     * A report for who runs the hub.
     *
     * @throws pk.rabta.api.ProblemException 503 where others are being made, or it takes too long
     */
    <T> T admin(Supplier<T> report) {
        return one(all, () -> made(report));
    }

    /** A report for a partner. @throws pk.rabta.api.ProblemException 503 in the same way */
    <T> T partner(Supplier<T> report) {
        return one(partners, () -> admin(report));
    }

    private static <T> T one(Semaphore turns, Supplier<T> report) {
        if (!turns.tryAcquire()) {
            throw ProblemType.UNAVAILABLE.detail(
                    "Other reports are being made at this moment. Ask again in " + SECONDS + " s.",
                    "اس وقت دوسری رپورٹیں بن رہی ہیں۔ " + SECONDS + " سیکنڈ بعد دوبارہ مانگیں۔")
                    .header("Retry-After", SECONDS).exception();
        }
        try {
            return report.get();
        } finally {
            turns.release();
        }
    }

    private <T> T made(Supplier<T> report) {
        try {
            return report.get();
        } catch (QueryTimeoutException e) {
            long longest = settings.longest().toSeconds();
            throw ProblemType.UNAVAILABLE.detail("A question of this report took longer than " + longest
                            + " s. Ask for fewer days, or at a time when less is going on.",
                    "اس رپورٹ کا ایک سوال " + longest + " سیکنڈ سے زیادہ لے گیا۔ کم دن مانگیں، یا کسی اور وقت۔")
                    .header("Retry-After", Long.toString(longest)).exception();
        }
    }
}
