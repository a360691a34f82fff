package pk.rabta.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Text;
import pk.rabta.settings.WrongSettingsException;
import pk.rabta.settings.YamlFault;

/** What each protection flag means: {@code config/protection.yaml}. Of several flags everything holds that any says. */
@Component
public class ProtectionRules {

    /** The flags that the registry may tell: those of the contract victim/1. */
    public static final Set<String> FLAGS = Set.of("WITNESS_PROTECTED", "THREAT", "CHILD", "GBV", "LEA_FAMILY",
            "MINORITY_AT_RISK", "MEDIA_SENSITIVE");
    private static final Set<String> RESTRICTIONS = Set.of("noPhone", "noSms");

    private final Map<String, Rule> rules;

    /**
     * What one flag means.
     *
     * @param withhold fields that never leave
     * @param shorten  names of which the first word leaves
     * @param restrict members of the contact that are set
     * @param byHand   no programme is chosen by needs alone
     * @param hidden   the person exists for nobody without clearance
     * @param ask      whom an officer asks first
     */
    record Rule(@Nullable List<String> withhold, @Nullable List<String> shorten, @Nullable List<String> restrict,
                boolean byHand, boolean hidden, @JsonProperty(required = true) Text ask) {

        Rule {
            withhold = withhold == null ? List.of() : List.copyOf(withhold);
            shorten = shorten == null ? List.of() : List.copyOf(shorten);
            restrict = restrict == null ? List.of() : List.copyOf(restrict);
        }
    }

    ProtectionRules(@Value("${rabta.home:.}") String home) {
        Path path = Path.of(home, "config/protection.yaml");
        this.rules = read(path);
        if (!rules.keySet().equals(FLAGS) || rules.containsValue(null)) {
            throw new WrongSettingsException(List.of(path + ": flags must be those of the registry, each with its meaning: "
                    + new TreeSet<>(FLAGS)));
        }
        rules.forEach((flag, rule) -> {
            if (rule.hidden() != flag.equals("WITNESS_PROTECTED")) {
                throw new WrongSettingsException(List.of(path + ": " + flag + ".hidden must stand at WITNESS_PROTECTED, and "
                        + "there alone"));
            }
            if (!RESTRICTIONS.containsAll(rule.restrict())) {
                throw new WrongSettingsException(List.of(path + ": " + flag + ".restrict knows noPhone and noSms"));
            }
        });
    }

    /** The fields that no partner gets. */
    public Set<String> withheld(Collection<String> flags) {
        return all(flags, Rule::withhold);
    }

    /** The names of which only the first word leaves. */
    public Set<String> shortened(Collection<String> flags) {
        return all(flags, Rule::shorten);
    }

    /** The members of the contact that are set. */
    public Set<String> restrictions(Collection<String> flags) {
        return all(flags, Rule::restrict);
    }

    /** Those of some fields that are withheld, by their own path or that of a parent. */
    public List<String> closed(Collection<String> flags, Collection<String> fields) {
        Set<String> withheld = withheld(flags);
        return fields.stream().filter(field -> withheld.stream()
                .anyMatch(path -> field.equals(path) || field.startsWith(path + "."))).toList();
    }

    /** Whether a person must name each programme. */
    public boolean byHand(Collection<String> flags) {
        return of(flags).anyMatch(Rule::byHand);
    }

    /** Whom an officer asks, for each flag that has something to say about it. */
    public List<Text> ask(Collection<String> flags) {
        return of(flags).map(Rule::ask).distinct().toList();
    }

    /** Every path that a rule names. */
    public Set<String> paths() {
        Set<String> paths = withheld(FLAGS);
        paths.addAll(shortened(FLAGS));
        return paths;
    }

    private Stream<Rule> of(Collection<String> flags) {
        return flags.stream().sorted().map(rules::get).filter(Objects::nonNull);
    }

    private Set<String> all(Collection<String> flags, java.util.function.Function<Rule, List<String>> part) {
        Set<String> all = new TreeSet<>();
        of(flags).map(part).forEach(all::addAll);
        return all;
    }

    private static Map<String, Rule> read(Path path) {
        try {
            return JsonMapper.builder(new YAMLFactory()).propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build()
                    .readValue(path.toFile(), new TypeReference<Map<String, Rule>>() {});
        } catch (JsonProcessingException e) {
            throw new WrongSettingsException(List.of(path + ": " + YamlFault.line(e)));
        } catch (IOException e) {
            throw new WrongSettingsException(List.of(path + " cannot be read: without it nobody would be protected"));
        }
    }
}
