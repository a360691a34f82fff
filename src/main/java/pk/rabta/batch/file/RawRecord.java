package pk.rabta.batch.file;

import java.security.MessageDigest;

/**
 * One record of a file, still unread.
 *
 * @param line  the line of the file on which it starts, from 1
 * @param bytes without the end of the last line; ends of lines inside it are line feeds
 * @param open  whether a quoted cell in it never ends
 */
public record RawRecord(int line, byte[] bytes, boolean open) {

    /** How many lines of the file it has. */
    int lines() {
        int found = 1;
        for (byte each : bytes) {
            found += each == '\n' ? 1 : 0;
        }
        return found;
    }

    /** Adds this record to a checksum: its bytes and one line feed, so that CRLF and LF files have the same sum. */
    void addTo(MessageDigest digest) {
        digest.update(bytes);
        digest.update((byte) '\n');
    }
}
