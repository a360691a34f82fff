package pk.rabta.reconciliation;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes reports: each of one moment of the database, so that its numbers agree with each other. */
@Component
class Reports {

    private final DayRows days;
    private final FileRows files;
    private final Gaps gaps;
    private final JdbcClient jdbc;
    private final ReconciliationSettings settings;
    private final Clock clock;
    private final TransactionTemplate oneMoment;

    Reports(DayRows days, FileRows files, Gaps gaps, JdbcClient jdbc, ReconciliationSettings settings, Clock clock,
            PlatformTransactionManager transactions) {
        this.days = days;
        this.files = files;
        this.gaps = gaps;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
        this.oneMoment = new TransactionTemplate(transactions);
        oneMoment.setReadOnly(true);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** @throws org.springframework.dao.QueryTimeoutException if one of its questions takes longer than it may */
    Report make(String partner, Period period, Whose whose) {
        Instant now = clock.instant();
        return Objects.requireNonNull(oneMoment.execute(status -> {
            // One partner has a hundred referrals and another a million: a plan for both serves neither.
            jdbc.sql("""
                    select set_config('statement_timeout', :longest, true),
                      set_config('plan_cache_mode', 'force_custom_plan', true)""")
                    .param("longest", Long.toString(settings.longest().toMillis())).query().singleRow();
            return new Report(partner, period, now, days.of(partner, period, whose), files.of(partner, period, whose),
                    gaps.find(partner, period, whose, now));
        }));
    }
}
