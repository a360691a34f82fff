package pk.rabta.audit.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** A checkpoint with its signature, as text: signed-note of C2SP. */
public final class SignedNote {

    private static final String MARK = "— ";
    private static final String TORN = "(torn)";
    private static final int ID = 4;

    private SignedNote() {}

    /** Signs: the text, an empty line, the signature's line. */
    public static String sign(Checkpoint checkpoint, VerifierKey key, UnaryOperator<byte[]> signer) {
        byte[] signature = signer.apply(checkpoint.text().getBytes(StandardCharsets.UTF_8));
        byte[] marked = Arrays.copyOf(key.id(), ID + signature.length);
        System.arraycopy(signature, 0, marked, ID, signature.length);
        return checkpoint.text() + '\n' + MARK + key.name() + ' ' + Base64.getEncoder().encodeToString(marked) + '\n';
    }

    /** Reads a note. @throws InvalidCheckpointException if no line of it is this key's true signature */
    public static Checkpoint open(String note, VerifierKey key) {
        int end = note.lastIndexOf("\n\n" + MARK);
        if (end < 0) {
            throw new InvalidCheckpointException("it has no signature");
        }
        String text = note.substring(0, end + 1);
        boolean signed = note.substring(end + 2).lines().anyMatch(line -> signs(line, text, key));
        if (!signed) {
            throw new InvalidCheckpointException("no signature of it is one of the key " + key.name());
        }
        Checkpoint checkpoint = Checkpoint.read(text);
        if (!checkpoint.origin().equals(key.name())) {
            throw new InvalidCheckpointException("it is of the log " + checkpoint.origin());
        }
        return checkpoint;
    }

    private static boolean signs(String line, String text, VerifierKey key) {
        String begin = MARK + key.name() + ' ';
        if (!line.startsWith(begin)) {
            return false;
        }
        try {
            byte[] marked = Base64.getDecoder().decode(line.substring(begin.length()));
            return marked.length > ID && Arrays.equals(Arrays.copyOf(marked, ID), key.id())
                    && key.verifies(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(marked, ID, marked.length));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** The notes of a file to which each was appended with {@link #behind} before it; a torn one is left out. */
    public static List<String> split(String file) {
        List<String> notes = new ArrayList<>();
        String text = null;
        for (String part : file.substring(0, file.lastIndexOf('\n') + 1).split("\n\n")) {
            if (!part.startsWith(MARK)) {
                text = part.stripLeading();
            } else if (text != null && !part.endsWith(TORN)) {
                notes.add(text + "\n\n" + part.stripTrailing() + '\n');
                text = null;
            }
        }
        return notes;
    }

    /** What comes between the end of a file and the next note: a crash may have torn the last one anywhere. */
    public static String behind(String end) {
        if (end.isEmpty() || end.endsWith("\n\n")) {
            return "";
        }
        return end.endsWith("\n") ? "\n" : TORN + "\n\n";
    }
}
