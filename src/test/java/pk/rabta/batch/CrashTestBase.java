package pk.rabta.batch;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.batch.file.RowVault;
import pk.rabta.batch.layout.BatchLayouts;
import pk.rabta.protection.Vault;
import pk.rabta.sandbox.Database;
import pk.rabta.sandbox.EmbeddedDatabase;

/** A real database of its own for each test; every service is made new, as after a start. Sealing is left out. */
public abstract class CrashTestBase {

    protected static final String PARTNER = "zakat-pb";
    protected static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");

    protected final ObjectMapper json = new ObjectMapper();
    protected final Vault vault = mock(Vault.class);
    protected final RowVault rowVault = mock(RowVault.class);
    protected final BatchLayouts layouts = mock(BatchLayouts.class);
    protected JdbcTransactionManager transactions;
    protected TransactionTemplate transaction;
    protected JdbcClient jdbc;
    protected JdbcTemplate template;

    @BeforeEach
    protected void database() throws Exception {
        Database database = EmbeddedDatabase.shared().freshDatabase();
        DataSource source = database.dataSource();
        template = new JdbcTemplate(source);
        jdbc = JdbcClient.create(template);
        transactions = new JdbcTransactionManager(source);
        transaction = new TransactionTemplate(transactions);
        when(vault.newKey(anyString())).thenReturn(new byte[]{1});
        when(vault.seal(any(), anyString(), anyString(), any())).thenAnswer(call -> call.getArgument(3));
        when(vault.open(any(), anyString(), anyString(), any())).thenAnswer(call -> call.getArgument(3));
        when(rowVault.seal(any(), anyString(), any())).thenAnswer(call -> call.getArgument(2));
        when(rowVault.open(any(), anyString(), any())).thenAnswer(call -> call.getArgument(2));
        when(layouts.of(PARTNER)).thenReturn(BatchFixtures.zakat());
    }

    protected static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    protected String one(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
