package pk.rabta.partner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pk.rabta.settings.KnownKeys;
import pk.rabta.settings.WrongSettingsException;
import pk.rabta.settings.YamlFault;

/**
 * The {@code options} that a partner's profile may and must have: those that {@code routes/connectors/options.yaml}
 * lists for the route templates which its route file uses.
 */
final class ConnectorOptions {

    private static final Pattern TEMPLATE = Pattern.compile("routeTemplateRef:\\s*\"?([a-z0-9-]+)");

    /** By name, whether it is required; {@code in.*.name} stands for one in each group below {@code in}. */
    private final Map<String, Boolean> options;

    private ConnectorOptions(Map<String, Boolean> options) {
        this.options = options;
    }

    static ConnectorOptions of(Path home, String partner) {
        Path list = home.resolve("routes/connectors/options.yaml");
        Path routes = home.resolve("routes/partners/" + partner + ".camel.yaml");
        try {
            Map<String, Map<String, String>> known = new YAMLMapper().readValue(list.toFile(), new TypeReference<>() {});
            Map<String, Boolean> options = new TreeMap<>();
            if (Files.exists(routes)) {
                TEMPLATE.matcher(Files.readString(routes)).results().map(found -> found.group(1)).distinct()
                        .forEach(template -> known.getOrDefault(template, Map.of()).forEach((name, need) ->
                                options.merge(name, need.equals("required"), Boolean::logicalOr)));
            }
            return new ConnectorOptions(options);
        } catch (JsonProcessingException e) {
            throw new WrongSettingsException(List.of(list + ": " + YamlFault.line(e)));
        } catch (IOException e) {
            throw new WrongSettingsException(List.of(list + " or " + routes + " cannot be read: " + e.getMessage()));
        }
    }

    /**
     * What is wrong, a line each.
     *
     * @param written what the profile's file says
     * @param set     whether an option has a value, from there or from the environment
     */
    List<String> wrong(Collection<String> written, Predicate<String> set) {
        Set<String> lines = new TreeSet<>();
        KnownKeys known = new KnownKeys();
        options.keySet().forEach(name -> known.add("options." + name));
        written.forEach(name -> known.unknown("options." + name).ifPresent(line -> lines.add(line
                + " (the connectors of its route file: routes/connectors/options.yaml)")));
        options.forEach((name, required) -> {
            if (required) {
                each(name, written).stream().filter(one -> !set.test(one)).forEach(one -> lines.add("options." + one
                        + " is missing: a connector of its route file needs it, see routes/connectors/options.yaml"));
            }
        });
        return new ArrayList<>(lines);
    }

    /** {@code in.*.name} for each group that is there; for none of them, the name as it stands. */
    private static Set<String> each(String name, Collection<String> written) {
        int star = name.indexOf(".*.");
        if (star < 0) {
            return Set.of(name);
        }
        Set<String> each = new TreeSet<>();
        Pattern group = Pattern.compile(Pattern.quote(name.substring(0, star + 1)) + "([^.]+)\\..*");
        written.stream().map(group::matcher).filter(Matcher::matches).map(MatchResult.class::cast)
                .forEach(found -> each.add(name.replace("*", found.group(1))));
        return each.isEmpty() ? Set.of(name.replace("*", "<kind>")) : each;
    }
}
