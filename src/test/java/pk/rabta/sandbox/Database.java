package pk.rabta.sandbox;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One database of a running PostgreSQL server: how to reach it. */
public record Database(String url, String user, String password) {

    /** Opens a new connection at each call. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    @Override
    public String toString() {
        return url;
    }
}
