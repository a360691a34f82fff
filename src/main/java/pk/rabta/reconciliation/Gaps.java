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
     * @param listed  them, or the oldest of them where there are very many
     */
    record Found(Map<GapKind, Long> numbers, List<Gap> listed) {

        boolean all() {
            return numbers.values().stream().mapToLong(Long::longValue).sum() == listed.size();
        }
    }

    Found find(String partner, Period period, Whose whose, Instant now) {
        Map<GapKind, Long> numbers = new EnumMap<>(GapKind.class);
        for (GapKind kind : GapKind.values()) {
            numbers.put(kind, 0L);
        }
        List<Gap> listed = new ArrayList<>();
        for (String sql : GapSql.ALL) {
            Map<GapKind, Long> some = new EnumMap<>(GapKind.class);
            jdbc.sql("select *, count(*) over (partition by kind) as number from (" + whose.in(sql)
                            + ") gap order by since, referral, inbound, file, line limit " + MOST)
                    .param("partner", partner).param("now", Timestamp.from(now))
                    .param("start", Timestamp.from(period.start())).param("end", Timestamp.from(period.end()))
                    .param("since", Timestamp.from(period.since()))
                    .param("heartbeat", heartbeat.toSeconds())
                    .param("silent", Timestamp.from(now.minus(heartbeat)))
                    .param("answered", Timestamp.from(now.minus(settings.returns())))
                    .query((row, n) -> {
                        Gap gap = gap(row);
                        some.put(gap.kind(), row.getLong("number"));
                        return gap;
                    }).list().forEach(listed::add);
            some.forEach((kind, number) -> numbers.merge(kind, number, Long::sum));
        }
        return new Found(numbers, listed);
    }

    private static Gap gap(ResultSet row) throws SQLException {
        int number = row.getInt("line");
        return new Gap(GapKind.of(row.getString("kind")), row.getString("referral"), row.getObject("inbound", UUID.class),
                masked(row.getString("message")), row.getObject("file", UUID.class), masked(row.getString("name")),
                number == 0 ? null : number, row.getString("bound"), time(row.getTimestamp("due")),
                row.getTimestamp("since").toInstant());
    }

    private static @Nullable String masked(@Nullable String name) {
        return name == null ? null : Masked.name(name);
    }

    private static @Nullable Instant time(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
