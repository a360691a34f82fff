package pk.rabta.api.server;

/** Counts lines that are not blank while their bytes come. */
final class LineCount {

    private int lines;
    private boolean counted;

    /** How many there are with these bytes. */
    int with(byte[] block, int some) {
        for (int i = 0; i < some; i++) {
            byte one = block[i];
            if (one == '\n') {
                counted = false;
            } else if (!counted && one != ' ' && one != '\t' && one != '\r') {
                counted = true;
                lines++;
            }
        }
        return lines;
    }

    int lines() {
        return lines;
    }
}
