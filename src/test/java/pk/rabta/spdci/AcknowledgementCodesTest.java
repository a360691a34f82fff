package pk.rabta.spdci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the hub refuses at its door, it says with a code that the standard has for acknowledgements. */
class AcknowledgementCodesTest {

    private static final Path SOURCES = Path.of("src/main/java/pk/rabta/spdci");
    /** The standard's list for the error of an acknowledgement, restated. */
    private static final Set<String> STANDARD = Set.of("err.request.bad", "err.request.unauthorized",
            "err.request.forbidden", "err.request.not_found", "err.request.timeout", "err.request.too_many_requests",
            "err.version.not_supported", "err.sender_id.invalid", "err.sender_uri.invalid", "err.receiver_id.invalid",
            "err.signature.missing", "err.signature.invalid", "err.encryption.invalid", "err.service.unavailable");
    private static final Pattern CODE = Pattern.compile("\"((?:err|rjct|succ)\\.[a-z_.]+)\"");

    @Test
    void theDoorAndTheReplyUseThemOnly() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String source : new String[] {"Door.java", "Reply.java", "Refusal.java"}) {
            Matcher code = CODE.matcher(Files.readString(SOURCES.resolve(source)));
            while (code.find()) {
                used.add(code.group(1));
            }
        }
        assertThat(used).hasSizeGreaterThan(5).isSubsetOf(STANDARD);
    }
}
