package pk.rabta.batch.receipt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import pk.rabta.batch.file.Pieces;
import pk.rabta.batch.inbound.BatchReader;
import pk.rabta.batch.inbound.Row;
import pk.rabta.batch.inbound.RowProblem;

/** A row-error file: one refused row after another, each made when it is asked for. */
final class ErrorRows extends Pieces {

    private final BatchReader reader;
    private final IntFunction<List<RowProblem>> problems;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final RowErrorWriter writer;

    ErrorRows(BatchReader reader, ProblemTexts texts, IntFunction<List<RowProblem>> problems) {
        this.reader = reader;
        this.problems = problems;
        this.writer = new RowErrorWriter(piece, texts);
    }

    @Override
    protected byte @Nullable [] next() {
        piece.reset();
        try {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                List<RowProblem> found = problems.apply(row.number());
                if (!found.isEmpty()) {
                    writer.row(reader.columns(), row.cells(), row.line(), found);
                    return piece.toByteArray();
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("A file cannot be read from the spool again", e);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        reader.close();
    }
}
