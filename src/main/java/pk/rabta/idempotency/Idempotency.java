package pk.rabta.idempotency;

import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemType;

/**
 * Runs an operation once for each Idempotency-Key of a client. The operation, its effects and its stored answer commit
 * together; a refusal is an exception, so it stores nothing and the same key may be used again.
 */
@Component
public class Idempotency {

    private final StoredAnswers answers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Idempotency(StoredAnswers answers, TransactionTemplate transaction, Clock clock) {
        this.answers = answers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Runs an operation whose answer names nobody, and may be stored as it is. */
    public ApiAnswer once(ApiRequest request, Supplier<ApiAnswer> operation) {
        return once(request, operation, UnaryOperator.identity());
    }

    /**
     * Runs an operation, or gives the answer of the first run.
     *
     * @param operation answers with ids and codes only: that is what is stored
     * @param shown     makes of the stored answer what the caller sees
     * @throws pk.rabta.api.ProblemException 409 while the first run lasts, 422 where the key stands for another request
     */
    public ApiAnswer once(ApiRequest request, Supplier<ApiAnswer> operation, UnaryOperator<ApiAnswer> shown) {
        ApiAnswer answer = transaction.execute(status -> {
            if (!answers.takeTurn(request)) {
                throw inProgress();
            }
            return answers.find(request)
                    .map(stored -> shown.apply(stored).header("Idempotency-Replayed", "true"))
                    .orElseGet(() -> first(request, operation, shown));
        });
        return Objects.requireNonNull(answer);
    }

    private ApiAnswer first(ApiRequest request, Supplier<ApiAnswer> operation, UnaryOperator<ApiAnswer> shown) {
        ApiAnswer answer = operation.get();
        answers.keep(request, answer, clock.instant());
        return shown.apply(answer);
    }

    private static RuntimeException inProgress() {
        return ProblemType.IDEMPOTENCY_IN_PROGRESS.detail(
                "The first request with this Idempotency-Key still runs. Repeat this one shortly.",
                "اسی کلید کی پہلی درخواست جاری ہے۔ تھوڑی دیر بعد دہرائیں۔").header("Retry-After", "1").exception();
    }
}
