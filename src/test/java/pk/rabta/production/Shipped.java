package pk.rabta.production;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A library of the jar, as its bill of materials tells it. */
record Shipped(String group, String name, String version, String file, List<String> licences) {

    private static final String BILL = "META-INF/sbom/application.cdx.json";
    /** Names for lists of others, with no code of their own: in the bill, not in the jar. */
    private static final String STARTER = "spring-boot-starter";

    static List<Shipped> of(Path jar) throws IOException {
        assumeThat(System.getProperty("maven.state")).as("Maven writes no bill of materials offline").isEqualTo("offline=false");
        try (JarFile file = new JarFile(jar.toFile()); InputStream bill = file.getInputStream(file.getEntry(BILL))) {
            return new ObjectMapper().readTree(bill).path("components").valueStream().map(Shipped::of)
                    .filter(one -> !one.name().startsWith(STARTER)).toList();
        }
    }

    private static Shipped of(JsonNode component) {
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        String purl = component.path("purl").asText();
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceFirst(".*classifier=([^&]*).*", "$1") : "";
        return new Shipped(component.path("group").asText(), name, version, name + "-" + version + classifier + ".jar",
                component.path("licenses").valueStream().flatMap(Shipped::licence).sorted().toList());
    }

    private static Stream<String> licence(JsonNode licence) {
        return Stream.of(licence.at("/license/id"), licence.at("/license/name"), licence.path("expression"))
                .map(JsonNode::asText).filter(text -> !text.isEmpty()).limit(1);
    }
}
