package pk.rabta.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;

/** Reads the catalogue's files; a wrong one stops the start, with its name and key. */
@Component
class ProgrammeFiles {

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
        for (String partner : partners.ids()) {
            for (Path file : files(folder.resolve(partner).resolve("programmes"))) {
                programmes.add(check(file, partner, parse(file)));
            }
        }
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
            return yaml.readValue(file.toFile(), Programme.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file + ": " + e.getOriginalMessage() + at(e), e);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
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
        return programme;
    }

    private static void require(Path file, boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(file + ": " + otherwise);
        }
    }
}
