package pk.rabta.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.partner.Term;
import pk.rabta.settings.NearestKey;
import pk.rabta.settings.WrongSettingsException;
import pk.rabta.settings.YamlFault;

/** Reads the catalogue's files; a wrong one stops the start, with its name and key. */
@Component
class ProgrammeFiles {

    private static final List<String> CLOCKS =
            List.of("acknowledge", "respond", "expire", "undeliverable", "waiting");
    private static final Set<String> KEYS = Arrays.stream(Programme.class.getRecordComponents())
            .map(RecordComponent::getName).collect(Collectors.toSet());

    private final Path folder;
    private final Partners partners;
    private final Conditions conditions;
    private final ObjectMapper yaml = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    ProgrammeFiles(@Value("${rabta.home:.}") String home, Partners partners, Conditions conditions) {
        this.folder = Path.of(home, "config/partners");
        this.partners = partners;
        this.conditions = conditions;
    }

    List<Programme> read() {
        List<Programme> programmes = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String partner : partners.ids()) {
            for (Path file : files(folder.resolve(partner).resolve("programmes"))) {
                try {
                    programmes.add(check(file, partner, parse(file)));
                } catch (WrongSettingsException e) {
                    wrong.addAll(e.lines());
                }
            }
        }
        WrongSettingsException.throwIfAny(wrong);
        return programmes;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + folder, e);
        }
    }

    private Programme parse(Path file) {
        try {
            checkKeys(file);
            return yaml.readValue(file.toFile(), Programme.class);
        } catch (JsonProcessingException e) {
            throw new WrongSettingsException(List.of(file + ": " + YamlFault.line(e)));
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** Before binding, which would only miss the key that was meant. */
    private void checkKeys(Path file) throws IOException {
        List<String> wrong = new ArrayList<>();
        yaml.readTree(file.toFile()).fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                wrong.add(file + ": unknown key '" + key + "'" + NearestKey.hint(key, KEYS));
            }
        });
        WrongSettingsException.throwIfAny(wrong);
    }

    private Programme check(Path file, String partner, Programme programme) {
        String expected = programme.id() + ".yaml";
        require(file, file.getFileName().toString().equals(expected), "the file must be named " + expected);
        require(file, programme.partner().equals(partner), "partner must be '" + partner + "', as its folder says");
        require(file, programme.messages().containsKey("request"), "messages needs an entry 'request'");
        programme.messages().forEach((name, message) -> {
            require(file, message.mapping() != null, "messages." + name + " needs 'mapping'");
            String lack = partners.get(partner).lacks(message);
            require(file, lack == null, "messages." + name + " " + lack);
        });
        programme.preconditions().forEach(rule -> {
            require(file, rule.met() != null, "precondition " + rule.code() + " needs 'met'");
            conditions.check(file + ", precondition " + rule.code(), rule.met());
        });
        programme.exclusions().forEach(rule -> {
            require(file, rule.when() != null, "exclusion " + rule.code() + " needs 'when'");
            conditions.check(file + ", exclusion " + rule.code(), rule.when());
        });
        programme.clocks().forEach((name, term) -> clock(file, name, term));
        return programme;
    }

    private static void clock(Path file, String name, String term) {
        require(file, CLOCKS.contains(name), "clocks." + name + " is not one of " + CLOCKS);
        try {
            Term.parse(term);
        } catch (IllegalArgumentException e) {
            throw new WrongSettingsException(List.of(file + ": clocks." + name + ": " + e.getMessage()));
        }
    }

    private static void require(Path file, boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongSettingsException(List.of(file + ": " + otherwise));
        }
    }
}
