package pk.rabta.api.server;

/** Counts lines while their bytes come: those that are not blank, and all. A byte order mark at the start is of none. */
final class LineCount {

    private int lines;
    private int all;
    private boolean begun;
    private boolean counted;
    private int at;
    private boolean marked = true;

    void with(byte[] block, int some) {
        for (int i = 0; i < some; i++) {
            with(block[i]);
        }
    }

    private void with(byte one) {
        if (!begun) {
            begun = true;
            all++;
        }
        if (one == '\n') {
            begun = false;
            counted = false;
        } else if (!counted && one != ' ' && one != '\t' && one != '\r') {
            counted = true;
            lines++;
        }
        mark(one);
    }

    /** What looked like a line's first bytes is none once it is the whole mark. */
    private void mark(byte one) {
        if (at < LineReader.MARK.length) {
            marked &= one == LineReader.MARK[at++];
            if (marked && at == LineReader.MARK.length) {
                counted = false;
                lines = 0;
            }
        }
    }

    /** How many are blank or not. */
    int all() {
        return all;
    }

    /** How many are not blank. */
    int lines() {
        return lines;
    }
}
