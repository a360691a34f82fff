package pk.rabta.batch.inbound;

import java.util.List;

/** How the rows of a chunk ended: changed something, known already, refused. */
record ChunkCount(int good, int same, int bad) {

    static ChunkCount of(List<RowEnd> ends) {
        int good = 0;
        int same = 0;
        int bad = 0;
        for (RowEnd end : ends) {
            switch (end) {
                case RowEnd.Applied applied -> good++;
                case RowEnd.Same known -> same++;
                case RowEnd.Refused refused -> bad++;
            }
        }
        return new ChunkCount(good, same, bad);
    }

    int rows() {
        return good + same + bad;
    }
}
