package pk.rabta.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Masked;

/** Finds a partner's gaps. */
@Component
class Gaps {

    /** Of each question; the numbers are of all. */
    static final int MOST = 5_000;

    private final JdbcClient jdbc;
    private final ReconciliationSettings settings;
    private final Duration heartbeat;

    Gaps(JdbcClient jdbc, ReconciliationSettings settings, @Value("${rabta.clocks.heartbeat:30d}") Duration heartbeat) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.heartbeat = heartbeat;
    }

    /**
     * @param numbers how many there are of each kind
     * @param oldest  since when there are some of that kind
     * @param listed  them, or the oldest of them where there are very many
     */
    record Found(Map<GapKind, Long> numbers, Map<GapKind, Instant> oldest, List<Gap> listed) {

        boolean all() {
            return numbers.values().stream().mapToLong(Long::longValue).sum() == listed.size();
        }
    }

    Found find(String partner, Period period, Whose whose, Instant now) {
        Map<GapKind, Long> numbers = new EnumMap<>(GapKind.class);
        for (GapKind kind : GapKind.values()) {
            numbers.put(kind, 0L);
        }
        Map<GapKind, Instant> oldest = new EnumMap<>(GapKind.class);
        List<Gap> listed = new ArrayList<>();
        for (String sql : GapSql.ALL) {
            String gaps = " from (" + whose.in(sql) + ") gap ";
            // Counted apart from the list: numbered in it, a million rows would be written down and sorted.
            List<Number> counted = ask("select kind, count(*) as number, min(since) as oldest" + gaps + "group by kind",
                    partner, period, now).query((row, n) -> new Number(GapKind.of(row.getString("kind")),
                            row.getLong("number"), row.getTimestamp("oldest").toInstant())).list();
            counted.forEach(number -> {
                numbers.merge(number.kind(), number.number(), Long::sum);
                oldest.merge(number.kind(), number.oldest(), (one, other) -> one.isBefore(other) ? one : other);
            });
            if (!counted.isEmpty()) {
                listed.addAll(ask("select *" + gaps + "order by since, referral, inbound, file, line limit " + MOST,
                        partner, period, now).query((row, n) -> gap(row)).list());
            }
        }
        return new Found(numbers, oldest, listed);
    }

    private record Number(GapKind kind, long number, Instant oldest) {}

    private JdbcClient.StatementSpec ask(String sql, String partner, Period period, Instant now) {
        return jdbc.sql(sql).param("partner", partner).param("now", Timestamp.from(now))
                .param("start", Timestamp.from(period.start())).param("end", Timestamp.from(period.end()))
                .param("since", Timestamp.from(period.since()))
                .param("heartbeat", heartbeat.toSeconds())
                .param("silent", Timestamp.from(now.minus(heartbeat)))
                .param("withdrawals", settings.withdrawals().toSeconds())
                .param("withdrawn", Timestamp.from(now.minus(settings.withdrawals())))
                .param("answered", Timestamp.from(now.minus(settings.returns())));
    }

    private static Gap gap(ResultSet row) throws SQLException {
        int number = row.getInt("line");
        return new Gap(GapKind.of(row.getString("kind")), row.getString("referral"), row.getObject("inbound", UUID.class),
                masked(row.getString("message")), row.getObject("file", UUID.class), masked(row.getString("name")),
                number == 0 ? null : number, row.getString("bound"), time(row.getTimestamp("due")),
                row.getTimestamp("since").toInstant(), row.getObject("rows", Long.class));
    }

    private static @Nullable String masked(@Nullable String name) {
        return name == null ? null : Masked.name(name);
    }

    private static @Nullable Instant time(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
