package pk.rabta.protection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ids that others chose, as a version before {@link KeptIds} stored them: with the numbers of persons in them. The first
 * start rewrites them before anything is served, or a repeat would count as new. Some rows at a time: a start that is killed
 * goes on with the table where it was, and what is rewritten already stays (ADR 47).
 */
@Component
class EarlierIds implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierIds.class);
    private static final int BATCH = 500;
    private static final Pattern KEPT = Pattern.compile("\\*.*~[A-Za-z0-9_-]{22}");
    /** Events first: which part of their ids is a message's shows only while that one is as it was. */
    private static final List<Table> TABLES = List.of(
            new Table("partner_event", "event_id", "text", List.of("partner_id", "event_id"), """
                    case when exists (select 1 from batch_file f where f.id = t.inbound_id) then null
                      when starts_with(t.event_id, (select m.message_id from inbound_message m where m.id = t.inbound_id) || '#')
                      then (select m.message_id from inbound_message m where m.id = t.inbound_id)
                      when right(t.event_id, length(t.referral_id) + 1) = '@' || t.referral_id
                      then left(t.event_id, -length(t.referral_id) - 1) else t.event_id end"""),
            new Table("idempotency_key", "key", "text", List.of("client_id", "operation", "key"), "t.key"),
            new Table("inbound_id", "message_id", "text", List.of("partner_id", "message_id"), "t.message_id"),
            new Table("inbound_message", "message_id", "uuid", List.of("id"), "t.message_id"));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KeptIds ids;

    EarlierIds(JdbcClient jdbc, TransactionTemplate transaction, KeptIds ids) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.ids = ids;
    }

    /** @param chosen what of the id somebody chose, its beginning; null where nothing is. The hub put the rest behind. */
    private record Table(String name, String column, String type, List<String> keys, String chosen) {

        /** Of these values, which the statement has as :k0 and so on. */
        String place() {
            return IntStream.range(0, keys.size()).mapToObj(n -> "cast(:k" + n + " as " + type + ")")
                    .collect(Collectors.joining(", ", "(", ")"));
        }

        String key() {
            return keys.stream().map(key -> "t." + key).collect(Collectors.joining(", ", "(", ")"));
        }

        List<String> start() {
            return keys.stream().map(key -> type.equals("uuid") ? new UUID(0, 0).toString() : "").toList();
        }
    }

    private record Row(List<String> key, String id, @Nullable String chosen) {}

    @Override
    public void afterPropertiesSet() {
        for (Table table : TABLES) {
            List<String> after = table.start();
            while (after != null) {
                List<String> from = after;
                after = transaction.execute(status -> some(table, from));
            }
        }
    }

    /** The key behind which to go on; null at the end. Of several nodes one works and the others wait. */
    private @Nullable List<String> some(Table table, List<String> after) {
        if (jdbc.sql("select kept_in from earlier_ids where kept_in = :name for update").param("name", table.name())
                .query(String.class).optional().isEmpty()) {
            return null;
        }
        List<Row> rows = with(after, "select " + table.chosen() + " as chosen, t." + table.column() + " as stored, t."
                + String.join(", t.", table.keys()) + " from " + table.name() + " t where " + table.key() + " > " + table.place()
                + " order by t." + String.join(", t.", table.keys()) + " limit " + BATCH)
                .query((row, n) -> row(table, row)).list();
        rows.forEach(row -> rewrite(table, row));
        if (rows.size() == BATCH) {
            return rows.getLast().key();
        }
        jdbc.sql("delete from earlier_ids where kept_in = :name").param("name", table.name()).update();
        LOG.info("the ids in {} hold no numbers of persons any more", table.name());
        return null;
    }

    private void rewrite(Table table, Row row) {
        if (row.chosen() == null || KEPT.matcher(row.id()).find()) {
            return;
        }
        String kept = ids.of(row.chosen()) + row.id().substring(row.chosen().length());
        if (kept.equals(row.id())) {
            return;
        }
        String same = table.keys().stream().map(key -> "o." + key + " = " + (key.equals(table.column()) ? ":kept" : "t." + key))
                .collect(Collectors.joining(" and "));
        boolean unique = table.keys().contains(table.column());
        String where = " where " + table.key() + " = " + table.place();
        int changed = with(row.key(), "update " + table.name() + " t set " + table.column() + " = :kept" + where
                + (unique ? " and not exists (select 1 from " + table.name() + " o where " + same + ")" : ""))
                .param("kept", kept).update();
        if (changed == 0) {
            // It was repeated after the update, before this: that one stands for both.
            with(row.key(), "delete from " + table.name() + " t" + where).update();
        }
    }

    private JdbcClient.StatementSpec with(List<String> key, String sql) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        for (int n = 0; n < key.size(); n++) {
            statement = statement.param("k" + n, key.get(n));
        }
        return statement;
    }

    private static Row row(Table table, ResultSet row) throws SQLException {
        List<String> key = new ArrayList<>();
        for (String name : table.keys()) {
            key.add(row.getString(name));
        }
        return new Row(key, row.getString("stored"), row.getString("chosen"));
    }
}
