package pk.rabta.audit.merkle;

import java.util.Base64;

/**
 * The whole log in one hash: tlog-checkpoint of C2SP.
 *
 * @param origin which log
 * @param size   how many leaves
 * @param root   the tree's hash over them
 */
public record Checkpoint(String origin, long size, byte[] root) {

    /** Reads the text of a note. @throws InvalidCheckpointException if it is not of this form */
    static Checkpoint read(String text) {
        String[] lines = text.split("\n", -1);
        try {
            if (lines.length >= 4 && !lines[0].isEmpty() && lines[1].matches("0|[1-9][0-9]*")) {
                return new Checkpoint(lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
            }
        } catch (IllegalArgumentException notOurs) {
            // said below
        }
        throw new InvalidCheckpointException("it has not the lines origin, size and root");
    }

    /** What is signed. */
    String text() {
        return origin + '\n' + size + '\n' + Base64.getEncoder().encodeToString(root) + '\n';
    }
}
