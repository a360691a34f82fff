package pk.rabta.batch.layout;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.springframework.boot.convert.DurationStyle;

/** What a partner's profile says about its files, under {@code options}. */
public final class BatchLayout {

    private static final String IN = "in.";
    private static final String OUT = "out.";

    private final String partner;
    private final Map<String, String> options;
    private final List<InboundKind> inbound = new ArrayList<>();
    private final Map<String, OutboundKind> outbound = new LinkedHashMap<>();

    /** @throws IllegalArgumentException naming the key to change */
    public BatchLayout(String partner, Map<String, String> options) {
        this.partner = partner;
        this.options = options;
        kinds(IN).forEach(id -> inbound.add(inbound(id, IN + id + '.')));
        kinds(OUT).forEach(id -> outbound.put(id, outbound(id, OUT + id + '.')));
    }

    private TreeSet<String> kinds(String prefix) {
        TreeSet<String> kinds = new TreeSet<>();
        options.keySet().stream().filter(key -> key.startsWith(prefix))
                .forEach(key -> kinds.add(key.substring(prefix.length()).split("\\.")[0]));
        return kinds;
    }

    private InboundKind inbound(String id, String prefix) {
        List<DateTimeFormatter> dates = Arrays.stream(option(prefix + "dates", "uuuu-MM-dd").split("\\|"))
                .map(pattern ->
                read(prefix + "dates", () -> DateTimeFormatter.ofPattern(pattern.strip(), Locale.ENGLISH)
                        .withResolverStyle(ResolverStyle.STRICT))).toList();
        return new InboundKind(id,
                read(prefix + "name", () -> Pattern.compile(required(prefix + "name"))),
                partner + '/' + required(prefix + "mapping"),
                read(prefix + "columns", () -> Column.list(required(prefix + "columns"))),
                read(prefix + "totals", () -> InboundKind.Totals.valueOf(
                        option(prefix + "totals", "checksum").toUpperCase(Locale.ROOT))),
                dates,
                Arrays.asList(option(prefix + "key", "ref").split("\\s*,\\s*")),
                Boolean.parseBoolean(option(prefix + "snapshot", "false")));
    }

    private OutboundKind outbound(String id, String prefix) {
        List<String> columns = Arrays.stream(required(prefix + "columns").split(",")).map(String::strip).toList();
        return new OutboundKind(id, required(prefix + "name"), required(prefix + "group"), columns);
    }

    /** What a file of this name holds; empty if no kind has such names. */
    public Optional<InboundKind> inboundNamed(FileName name) {
        return inbound.stream().filter(kind -> kind.name().matcher(name.stem()).matches()).findFirst();
    }

    public Optional<InboundKind> inbound(String id) {
        return inbound.stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    public OutboundKind outbound(String id) {
        OutboundKind kind = outbound.get(id);
        if (kind == null) {
            throw new IllegalArgumentException(key(OUT + id) + " is missing: a message of a programme names this path");
        }
        return kind;
    }

    public String required(String option) {
        String value = options.get(option);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key(option) + " is missing");
        }
        return value;
    }

    String option(String option, String otherwise) {
        return options.getOrDefault(option, otherwise);
    }

    public Schedule schedule() {
        return read("schedule", () -> Schedule.parse(option("schedule", "every 1h")));
    }

    public long number(String option, String otherwise) {
        return read(option, () -> Long.parseLong(option(option, otherwise)));
    }

    /** A length of time such as {@code 5s}, or milliseconds. */
    public Duration duration(String option, String otherwise) {
        return read(option, () -> DurationStyle.detectAndParse(option(option, otherwise)));
    }

    /** Reads every other setting once. @throws IllegalArgumentException naming the key that is wrong */
    void check(Set<String> mappings) {
        schedule();
        duration("quiet", "5s");
        List.of("rows-per-file", "max-bytes").forEach(key -> number(key, "0"));
        inbound.stream().filter(kind -> !mappings.contains(kind.mapping())).findFirst().ifPresent(kind -> {
            throw new IllegalArgumentException(key(IN + kind.id() + ".mapping") + ": there is no mappings/"
                    + kind.mapping() + ".jslt");
        });
    }

    private <T> T read(String option, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(key(option) + ": " + e.getDescription(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key(option) + ": " + e.getMessage(), e);
        }
    }

    private String key(String option) {
        return "rabta.partners." + partner + ".options." + option;
    }
}
