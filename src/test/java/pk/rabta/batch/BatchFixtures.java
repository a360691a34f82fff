package pk.rabta.batch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.PropertyPlaceholderHelper;
import pk.rabta.batch.inbound.BatchReader;
import pk.rabta.batch.inbound.Row;
import pk.rabta.batch.layout.BatchLayout;
import pk.rabta.batch.layout.InboundKind;
import pk.rabta.batch.receipt.ProblemTexts;
import pk.rabta.mapping.CodeLists;

/** What the tests of reading and writing share: the real profile's layout and the real texts. */
public final class BatchFixtures {

    public static final String REF = "REF-7SPESWGPX53GVYTSYG98JTW5YR5";
    public static final String REF_2 = "REF-3N6J0R944ZKVC6PTMV77EH8BQ6R";
    public static final CodeLists CODES = CodeLists.load(Path.of("mappings"));
    public static final ProblemTexts TEXTS = (code, language) -> CODES.text("batch-problem", code, language);

    private static final PropertyPlaceholderHelper DEFAULTS =
            new PropertyPlaceholderHelper("${", "}", ":", null, true);

    private BatchFixtures() {}

    public static BatchLayout zakat() {
        return new BatchLayout("zakat-pb", zakatOptions());
    }

    public static Map<String, String> zakatOptions() {
        return options("zakat-pb");
    }

    private static Map<String, String> options(String partner) {
        Map<String, String> options = new TreeMap<>();
        String prefix = "rabta.partners." + partner + ".options.";
        try {
            new YamlPropertySourceLoader().load(partner,
                    new FileSystemResource("config/partners/" + partner + "/partner.yaml")).forEach(source -> {
                for (String key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                    if (key.startsWith(prefix)) {
                        options.put(key.substring(prefix.length()),
                                DEFAULTS.replacePlaceholders(String.valueOf(source.getProperty(key)), name -> null));
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return options;
    }

    public static InboundKind istehqaq() {
        return zakat().inbound("istehqaq").orElseThrow();
    }

    public static InboundKind payments() {
        return zakat().inbound("payments").orElseThrow();
    }

    public static InboundKind hearings() {
        return new BatchLayout("prosecution-kp", options("prosecution-kp")).inbound("hearings").orElseThrow();
    }

    public static List<Row> rows(InboundKind kind, boolean correction, byte[] file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BatchReader reader = new BatchReader(kind, correction, new ByteArrayInputStream(file))) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The rows of a table, which a correction may be. */
    public static List<Row> table(InboundKind kind, String... lines) throws IOException {
        return rows(kind, true, String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] in(String charset, String text) {
        return text.getBytes(Charset.forName(charset));
    }
}
