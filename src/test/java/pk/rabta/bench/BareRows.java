package pk.rabta.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

/**
 * Commits the rows of one accepted referral again and again, under new ids, with nothing around it: one prepared
 * statement with plain parameters, one round trip, one commit. The most that this PostgreSQL can do of it.
 */
final class BareRows {

    /** A table and how its rows of a referral are found. */
    private static final Map<String, String> TABLES = tables();
    /** Leaves go to a table of the same shape: the hub would tell of ones that it did not write. */
    private static final String LEAVES = "bare_audit_leaf";
    /** Filled by the database itself. */
    private static final Set<String> GENERATED = Set.of("tx", "position", "sequence");

    private final DataSource database;
    private final String sql;
    private final List<Object> values;
    private final Set<Object> ids = new HashSet<>();
    private final String victim;
    private final String consent;

    private BareRows(DataSource database, String sql, List<Object> values, String victim, String consent) {
        this.database = database;
        this.sql = sql;
        this.values = values;
        this.victim = victim;
        this.consent = consent;
        for (Object value : values) {
            if (value instanceof UUID || value instanceof String text && text.matches("(CAS|REF|MSG)-.*|[0-9a-f-]{36}")) {
                ids.add(value);
            }
        }
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new java.util.LinkedHashMap<>();
        tables.put("idempotency_key", "answer #>> '{referrals,0,id}' = ?");
        tables.put("case_file", "id = (select case_id from referral where id = ?)");
        tables.put("referral", "id = ?");
        tables.put("referral_event", "referral_id = ?");
        tables.put("delivery", "referral_id = ?");
        tables.put("audit_leaf", "referral_id = ?");
        return tables;
    }

    /**
     * Takes the rows of a referral as the pattern, and makes persons and consents of the same size for the copies.
     *
     * @param left a table whose rows are left out
     */
    static BareRows of(DataSource database, String referral, int copies, String left) throws SQLException {
        List<Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        String victim;
        String consent;
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("create table if not exists " + LEAVES
                    + " (like audit_leaf including all)");
            for (Map.Entry<String, String> table : TABLES.entrySet()) {
                if (table.getKey().equals(left)) {
                    continue;
                }
                rows(connection, table.getKey(), table.getValue(), referral, sql, values);
            }
            try (PreparedStatement query = connection.prepareStatement(
                    "select victim_id, consent_id from referral where id = ?")) {
                query.setString(1, referral);
                ResultSet row = query.executeQuery();
                row.next();
                victim = row.getString(1);
                consent = row.getString(2);
            }
            clone(connection, "person", "victim_id", Map.of("victim_id", "VOT-BARE-", "token", "PT-BARE-"), victim, copies);
            clone(connection, "consent", "id", Map.of("id", "CNS-BARE-", "victim_id", "VOT-BARE-"), consent, copies);
        }
        return new BareRows(database, sql + " select 1", values, victim, consent);
    }

    private static void rows(Connection connection, String table, String where, String referral, StringBuilder sql,
            List<Object> values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select * from " + table + " where " + where)) {
            query.setString(1, referral);
            ResultSet row = query.executeQuery();
            for (int n = 0; row.next(); n++) {
                ResultSetMetaData columns = row.getMetaData();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    Object value = row.getObject(i);
                    if (value != null && !GENERATED.contains(columns.getColumnName(i))) {
                        names.add(columns.getColumnName(i));
                        values.add(value);
                    }
                }
                sql.append(sql.isEmpty() ? "with " : ", ").append(table).append('_').append(n).append(" as (insert into ")
                        .append(table.equals("audit_leaf") ? LEAVES : table).append(" (").append(String.join(", ", names)).append(") values (")
                        .append(String.join(", ", names.stream().map(name -> "?").toList())).append("))");
            }
        }
    }

    private static void clone(Connection connection, String table, String key, Map<String, String> replaced,
            String pattern, int copies) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet columns = connection.getMetaData().getColumns(null, "public", table, null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
        }
        String selected = String.join(", ", names.stream()
                .map(name -> replaced.containsKey(name) ? "'" + replaced.get(name) + "' || g" : name).toList());
        try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " ("
                + String.join(", ", names) + ") select " + selected + " from " + table
                + ", generate_series(0, ?) g where " + key + " = ? on conflict do nothing")) {
            insert.setInt(1, copies - 1);
            insert.setString(2, pattern);
            insert.executeUpdate();
        }
    }

    /** A client with a connection of its own; piece n is the copy for person n. */
    Clients.Client open() throws SQLException {
        Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql);
        return new Clients.Client() {

            @Override
            public void work(int piece) throws SQLException {
                Map<Object, Object> fresh = new HashMap<>();
                fresh.put(victim, "VOT-BARE-" + piece);
                fresh.put(consent, "CNS-BARE-" + piece);
                for (int i = 0; i < values.size(); i++) {
                    Object value = values.get(i);
                    insert.setObject(i + 1, ids.contains(value) ? fresh.computeIfAbsent(value, BareRows::another)
                            : fresh.getOrDefault(value, value));
                }
                insert.execute();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    private static Object another(Object id) {
        return switch (id) {
            case UUID uuid -> UuidCreator.getTimeOrderedEpoch();
            case String text when text.startsWith("CAS-") -> PublicId.next(Prefix.CAS);
            case String text when text.startsWith("REF-") -> PublicId.next(Prefix.REF);
            case String text when text.startsWith("MSG-") -> PublicId.next(Prefix.MSG);
            default -> UUID.randomUUID().toString();
        };
    }
}
