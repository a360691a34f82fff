package pk.rabta.batch.receipt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.batch.inbound.InFiles;
import pk.rabta.batch.inbound.RowProblem;

/** Why rows of one file were refused, for who asks in the order of the rows: a page of the database serves a thousand. */
final class RefusedRows implements IntFunction<List<RowProblem>> {

    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final InFiles files;
    private final UUID file;
    private final Map<Integer, List<RowProblem>> page = new HashMap<>();
    private int from;
    private int until;

    RefusedRows(JdbcClient jdbc, InFiles files, UUID file) {
        this.jdbc = jdbc;
        this.files = files;
        this.file = file;
    }

    /** @return none where the row of that number was taken */
    @Override
    public List<RowProblem> apply(int number) {
        if (number < from || number >= until) {
            turnTo(number);
        }
        return page.getOrDefault(number, List.of());
    }

    private void turnTo(int number) {
        from = number;
        until = number + PAGE;
        page.clear();
        jdbc.sql("""
                select number, problem from batch_row
                where file_id = :file and number >= :from and number < :until and problem is not null""")
                .param("file", file).param("from", from).param("until", until)
                .query(row -> {
                    page.put(row.getInt("number"), List.of(files.read(row.getString("problem"), RowProblem[].class)));
                });
    }
}
