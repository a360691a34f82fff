package pk.rabta.batch.inbound;

/** How the rows of a chunk ended: changed something, known already, refused. */
record ChunkCount(int good, int same, int bad) {

    int rows() {
        return good + same + bad;
    }

    ChunkCount plus(RowEnd end) {
        return switch (end) {
            case RowEnd.Applied applied -> new ChunkCount(good + 1, same, bad);
            case RowEnd.Same known -> new ChunkCount(good, same + 1, bad);
            case RowEnd.Refused refused -> new ChunkCount(good, same, bad + 1);
        };
    }
}
