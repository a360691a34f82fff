package pk.rabta.query;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The conditions of a list, each only where the caller asked for it; values are always parameters. */
public final class Filter {

    private final StringBuilder sql;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** Starts with what always holds. */
    public Filter(Visibility visibility) {
        this(visibility.condition());
        parameters.putAll(visibility.parameters());
    }

    /** Starts with a condition. */
    public Filter(String condition) {
        this.sql = new StringBuilder(condition);
    }

    /** Adds a condition over the parameter of that name, unless the value is null. */
    public Filter and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            parameters.put(name, value);
        }
        return this;
    }

    /** Gives a parameter that a condition uses besides. */
    public Filter with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** As {@link #and}, for the time of updatedSince. */
    public Filter since(String condition, @Nullable String time) {
        return and(condition, "since", time == null ? null : Timestamp.from(Times.read(time, "?updatedSince")));
    }

    /** The statement with these conditions in place of {@code {where}}. */
    public JdbcClient.StatementSpec on(JdbcClient jdbc, String statement) {
        return jdbc.sql(statement.replace("{where}", sql)).params(parameters);
    }
}
