package pk.rabta.batch.receipt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import pk.rabta.batch.inbound.BatchReader;
import pk.rabta.batch.inbound.Row;
import pk.rabta.batch.inbound.RowProblem;

/**
 * The pieces of a row-error file, each made when it is asked for: the row of names, then one refused row after
 * another.
 */
final class ErrorRows implements Enumeration<InputStream> {

    private final BatchReader reader;
    private final IntFunction<List<RowProblem>> problems;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final RowErrorWriter writer;
    private byte @Nullable [] next;

    ErrorRows(BatchReader reader, ProblemTexts texts, IntFunction<List<RowProblem>> problems) throws IOException {
        this.reader = reader;
        this.problems = problems;
        Row first = reader.next();
        this.writer = new RowErrorWriter(piece, reader.columns(), texts);
        while (first != null && !written(first)) {
            first = reader.next();
        }
        this.next = piece.toByteArray();
    }

    private boolean written(Row row) throws IOException {
        List<RowProblem> found = problems.apply(row.number());
        if (!found.isEmpty()) {
            writer.row(row.cells(), row.line(), found);
        }
        return !found.isEmpty();
    }

    @Override
    public boolean hasMoreElements() {
        return next != null;
    }

    @Override
    public InputStream nextElement() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        InputStream current = new ByteArrayInputStream(next);
        next = following();
        return current;
    }

    private byte @Nullable [] following() {
        try {
            piece.reset();
            for (Row row = reader.next(); row != null; row = reader.next()) {
                if (written(row)) {
                    return piece.toByteArray();
                }
            }
            reader.close();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("A file cannot be read from the spool again", e);
        }
    }
}
