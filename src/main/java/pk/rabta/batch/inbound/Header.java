package pk.rabta.batch.inbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import pk.rabta.batch.file.FileProblem;
import pk.rabta.batch.layout.Cells;
import pk.rabta.batch.layout.Column;
import pk.rabta.batch.layout.InboundKind;

/** Which cell of a row belongs to which column. */
public final class Header {

    /** Columns that the hub itself adds to a row-error file, ignored when that comes back. */
    public static final List<String> ERROR_COLUMNS = List.of("error_line", "error_column", "error_en", "error_ur");

    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    private Header(List<String> names) {
        this.names = names;
        for (int i = 0; i < names.size(); i++) {
            places.putIfAbsent(names.get(i), i);
        }
    }

    /** The columns in the order that the profile gives. */
    static Header usual(InboundKind kind) {
        return new Header(kind.columns().stream().map(Column::name).toList());
    }

    /** The columns as a file's row of names gives them. @throws FileProblem.Refused if they do not fit */
    static Header of(InboundKind kind, List<String> cells, int line) throws FileProblem.Refused {
        Header header = new Header(normal(cells));
        List<String> named = header.names.stream().filter(name -> !name.isEmpty()).toList();
        if (Set.copyOf(named).size() < named.size()) {
            throw new FileProblem.Refused(FileProblem.of("file.columns-repeated", line));
        }
        String missing = kind.columns().stream().filter(Column::required).map(Column::name)
                .filter(name -> !header.places.containsKey(name)).collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw new FileProblem.Refused(FileProblem.of("file.columns-missing", line, missing));
        }
        return header;
    }

    /** As people type names, without the empty cells with which a spreadsheet fills a row. */
    private static List<String> normal(List<String> cells) {
        List<String> names = new ArrayList<>(cells.stream().map(Column::normal).toList());
        while (!names.isEmpty() && names.getLast().isEmpty()) {
            names.removeLast();
        }
        return List.copyOf(names);
    }

    /** Whether a row of names says what this one does. */
    boolean isRepeatedBy(List<String> cells) {
        return names.equals(normal(cells));
    }

    /** Whether a record is a row of a kind's column names. No stream: this is asked of every row. */
    static boolean looksLike(Set<String> columns, List<String> cells) {
        int known = 0;
        int others = 0;
        for (String cell : cells) {
            String name = Column.normal(cell);
            if (columns.contains(name)) {
                known++;
            } else if (!name.isEmpty() && !ERROR_COLUMNS.contains(name)) {
                others++;
            }
        }
        return known > 1 && known >= others;
    }

    List<String> names() {
        return names;
    }

    /** The names that are no column of this kind. */
    List<String> ignored(InboundKind kind) {
        List<String> ignored = new ArrayList<>(names);
        kind.columns().forEach(column -> ignored.remove(column.name()));
        ignored.removeIf(name -> name.isEmpty() || ERROR_COLUMNS.contains(name));
        return ignored;
    }

    /** The cleaned cell, or "". */
    String cell(List<String> cells, String column) {
        Integer place = places.get(column);
        return place == null || place >= cells.size() ? "" : Cells.clean(cells.get(place));
    }

    /** Whether there are filled cells beyond the last column: a comma that should stand in quotes. */
    boolean surplus(List<String> cells) {
        return cells.size() > names.size()
                && cells.subList(names.size(), cells.size()).stream().anyMatch(cell -> !Cells.clean(cell).isEmpty());
    }
}
