package pk.rabta.batch.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the bytes of one record were read. Excel saves Urdu as Windows-1256 where nobody chooses UTF-8. */
public enum Encoding {
    UTF_8, WINDOWS_1256, DAMAGED;

    private static final Charset ARABIC = Charset.forName("windows-1256");
    /** What a reader that never fails puts where it cannot read on; a file may hold it too. */
    private static final char REPLACEMENT = '\uFFFD';

    /** A record's text and how it was found. */
    public record Decoded(String text, Encoding encoding) {}

    public static Decoded decode(byte[] bytes) {
        String usual = new String(bytes, StandardCharsets.UTF_8);
        if (usual.indexOf(REPLACEMENT) < 0) {
            return new Decoded(usual, UTF_8);
        }
        try {
            return new Decoded(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), UTF_8);
        } catch (CharacterCodingException e) {
            return new Decoded(new String(bytes, ARABIC), mixed(bytes) ? DAMAGED : WINDOWS_1256);
        }
    }

    /**
     * Whether most of the bytes above ASCII are whole UTF-8 letters of the Arabic script: then the record is broken
     * UTF-8, and reading it as Windows-1256 would only look like text.
     */
    private static boolean mixed(byte[] bytes) {
        int high = 0;
        int pairs = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] & 0xFF;
            if (value >= 0x80) {
                high++;
            }
            boolean lead = value >= 0xD8 && value <= 0xDB;
            if (lead && i + 1 < bytes.length && (bytes[i + 1] & 0xC0) == 0x80) {
                pairs++;
                high++;
                i++;
            }
        }
        return pairs * 4 > high;
    }
}
