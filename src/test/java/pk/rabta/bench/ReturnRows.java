package pk.rabta.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

/**
 * A return with decisions about so many people, as committees send it: one of eleven is about somebody whom the hub referred, and
 * every tenth has a defect that offices make. Written row by row: it is larger than the memory that anybody has for it.
 */
final class ReturnRows {

    private static final Charset ARABIC = Charset.forName("windows-1256");
    private static final String NAMES = "\"C\",\"ref\",\"cnic\",\"lzc\",\"certificate_no\",\"issue_date\",\"valid_to\",\"decision\","
            + "\"reason\",\"remarks\"";
    /** Fills a row to the length that a department's have: a column that the hub does not know, and ignores. */
    private static final String REMARKS = "کمیٹی کے اجلاس میں پیش کیا گیا";

    /** How many rows apart those are that the hub referred; prime, so that they have all defects in turn. */
    static final int APART = Integer.getInteger("bench.apart", 11);

    private final List<Known> referrals;
    private final int rows;

    /** A referral of the hub's, and whom it is about. */
    record Known(String id, String cnic) {}

    ReturnRows(List<Known> referrals, int rows) {
        this.referrals = referrals;
        this.rows = rows;
    }

    /** How many of the rows about the hub's referrals can be read: the others have a rounded CNIC, or no day of the calendar. */
    static int sound(int known) {
        return (int) IntStream.range(0, known).map(n -> n * APART % 50).filter(defect -> defect != 7 && defect != 37).count();
    }

    Path write(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            line(out, ("\"H\",\"ZKT-PB\",\"RABTA\",\"PK617\",\"2026-11-26\",\"" + rows + '"').getBytes(StandardCharsets.UTF_8));
            line(out, NAMES.getBytes(StandardCharsets.UTF_8));
            for (int number = 0; number < rows; number++) {
                byte[] row = row(number);
                digest.update(row);
                digest.update((byte) '\n');
                line(out, row);
                if (number % 10_000 == 9_999) {
                    line(out, NAMES.getBytes(StandardCharsets.UTF_8));
                }
            }
            line(out, ("\"T\",\"" + rows + "\",\"" + HexFormat.of().formatHex(digest.digest()) + '"')
                    .getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private byte[] row(int number) {
        Known about = number % APART == 0 && number / APART < referrals.size() ? referrals.get(number / APART)
                : new Known(reference(number), "99999%07d3".formatted(number));
        String digits = about.cnic();
        String cnic = switch (number % 50) {
            case 7 -> "9.99990E+12";
            case 17 -> digits.substring(0, 5) + '-' + digits.substring(5, 12) + '-' + digits.substring(12);
            case 27 -> urdu(digits);
            default -> digits;
        };
        boolean granted = number % 3 != 0;
        String cells = String.join("\",\"", "D", about.id(), cnic, "LZC-%04d".formatted(number % 3000), "MC-%07d".formatted(number),
                "2026-11-20", number % 50 == 37 ? "2027-13-40" : "2027-05-20", granted ? "GRANTED" : "REFUSED",
                granted ? "" : "QUOTA_FULL", REMARKS);
        return ('"' + cells + '"').getBytes(number % 50 == 47 ? ARABIC : StandardCharsets.UTF_8);
    }

    /** One of the hub's form, of which it knows nothing; the same for the same row of the next file. */
    private static String reference(int number) {
        byte[] bits = new byte[16];
        new Random(number).nextBytes(bits);
        return PublicId.of(Prefix.REF, bits);
    }

    private static String urdu(String digits) {
        return digits.chars().mapToObj(digit -> String.valueOf((char) (digit - '0' + '۰'))).reduce("", String::concat);
    }

    private static void line(OutputStream out, byte[] record) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(record.length + 2);
        line.write(record);
        line.write('\r');
        line.write('\n');
        line.writeTo(out);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
