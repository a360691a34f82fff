package pk.rabta.batch.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.batch.layout.CellType;
import pk.rabta.batch.layout.Column;
import pk.rabta.batch.layout.InboundKind;

/**
 * Which of the referrals that rows name are the partner's at all, looked up once for a chunk: most rows of a department's list
 * are about people whom nobody here referred, and each of those would otherwise take as many statements as a row that counts.
 */
@Component
class NamedReferrals {

    private final JdbcClient jdbc;

    NamedReferrals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the partner's referrals that the rows name in their own column, and of which the partner may know. */
    Set<String> among(String partner, InboundKind kind, List<Row> rows) {
        List<String> named = rows.stream().map(row -> of(row, kind)).filter(Objects::nonNull).distinct().toList();
        return named.isEmpty() ? Set.of() : new HashSet<>(jdbc.sql("""
                select id from referral where partner_id = :partner and id in (:named) and (dispatched or not withheld)""")
                .param("partner", partner).param("named", named).query(String.class).list());
    }

    /** Whether the row is about a referral that is none of these, and its updates about nothing else. */
    static boolean isAboutNobody(Row row, InboundKind kind, JsonNode updates, Set<String> known) {
        String named = of(row, kind);
        return named != null && !known.contains(named) && !updates.isEmpty()
                && updates.valueStream().allMatch(update -> named.equals(update.at("/referral/id").textValue()));
    }

    private static @Nullable String of(Row row, InboundKind kind) {
        return row.document() == null ? null : kind.columns().stream().filter(column -> column.type() == CellType.REFERRAL)
                .findFirst().map(Column::name).map(name -> row.document().path(name).textValue()).orElse(null);
    }
}
