package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The page of what each partner may learn is what the policy really lets through, so that a profile, a programme or a
 * data scope that changes shows in review as a change of the page; and somebody has written down why.
 */
class DisclosureMatrixTest {

    private static final Path PAGE = Path.of("src/docs/disclosure-matrix.md");
    private static final Path NEW_TEXT = Path.of("target/disclosure-matrix.md");
    /** From a heading with the group's name to the end of its table. */
    private static final Pattern TABLE = Pattern.compile("(## `([a-z]+)`\n\n)((?:\\|.*\n)*)");

    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void read() {
        context = PartnerStart.of(Path.of("."));
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private final DisclosureMatrix matrix = DisclosureMatrix.of(context);

    @Test
    void thePageIsWhatThePolicyLetsThrough() throws IOException {
        String page = Files.readString(PAGE);
        String today = TABLE.matcher(page).replaceAll(found -> Matcher.quoteReplacement(found.group(1)
                + (found.group(2).equals("registry") ? DisclosureMatrix.registry(context) : matrix.table(found.group(2)))));
        if (!page.equals(today)) {
            Files.writeString(NEW_TEXT, today);
        }
        assertThat(page).as("what partners may learn has changed. Read the difference as a decision about people, then:"
                + " cp " + NEW_TEXT + " " + PAGE).isEqualTo(today);
    }

    @Test
    void everyGroupHasATableAndEveryPartnerInItAReason() throws IOException {
        String page = Files.readString(PAGE);
        List<String> missing = new ArrayList<>();
        for (String group : matrix.groups()) {
            int start = page.indexOf("## `" + group + "`\n");
            int end = page.indexOf("\n## ", start + 1);
            String part = start < 0 ? "" : page.substring(start, end < 0 ? page.length() : end);
            if (part.isEmpty()) {
                missing.add("## `" + group + "`");
            }
            matrix.partners(group).stream().filter(partner -> !part.contains("- **" + partner + "**: "))
                    .forEach(partner -> missing.add("in " + group + ": - **" + partner + "**: why"));
        }
        assertThat(missing).as("lines that %s lacks", PAGE).isEmpty();
    }

    /** A cell that appears nowhere else would make the page lie about a field that leaves. */
    @Test
    void aFieldThatAProfileAddsChangesThePage() {
        assertThat(matrix.table("victim")).contains("| victim.identifiers.value | IDENTITY_MIN | CNIC |")
                .contains("| victim.phone | CONTACT |  |  |  |");
        assertThat(matrix.table("incident")).contains("| incident.date | INCIDENT_MIN, CASE |  |");
    }
}
