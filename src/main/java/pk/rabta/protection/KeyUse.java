package pk.rabta.protection;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much is sealed under which master key. */
@Component
class KeyUse {

    /** More are not counted in one table: a number serves to wait by, and must cost little. */
    static final int MOST = 100_000;

    private final JdbcClient jdbc;

    KeyUse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Rows that need the key with this id; of each table {@link #MOST} at most. */
    long rows(String id) {
        return SealedColumn.ALL.stream().mapToLong(column -> rows(column, id)).sum();
    }

    private long rows(SealedColumn column, String id) {
        return jdbc.sql("select count(*) from (select 1 from " + column.table() + " where " + column.sealedUnder()
                        + " limit " + MOST + ") found").param("prefix", MasterKey.prefix(id))
                .query(Long.class).single();
    }
}
