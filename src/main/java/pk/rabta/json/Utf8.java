package pk.rabta.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Text of bytes that must be UTF-8: what is not is refused, never replaced, since a replaced letter is another name. */
final class Utf8 {

    private Utf8() {}

    static String text(byte[] bytes) throws Unreadable {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean wrong = StandardCharsets.UTF_8.newDecoder().decode(in, out, false).isError();
        if (wrong || in.hasRemaining()) {
            String before = out.flip().toString();
            int lines = (int) before.chars().filter(c -> c == '\n').count();
            // What ends within a letter was cut off: such a document is in no other encoding.
            throw new Unreadable(wrong ? Unreadable.Why.ENCODING : Unreadable.Why.SYNTAX, lines + 1,
                    before.length() - before.lastIndexOf('\n'));
        }
        return out.flip().toString();
    }
}
