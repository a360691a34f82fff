package pk.rabta.production;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;

/** A library of the jar, as its bill of materials tells it. */
record Shipped(String group, String name, String version, String file, List<String> licences) {

    private static final String BILL = "META-INF/sbom/application.cdx.json";
    /** Names for lists of others, with no code of their own: in the bill, not in the jar. */
    private static final String STARTER = "spring-boot-starter";

    /** Skips the test that asks, and says so, where the jar can hold no bill: Maven writes none offline. */
    static List<Shipped> of(Path jar) throws IOException {
        if (!"offline=false".equals(System.getProperty("maven.state"))) {
            LoggerFactory.getLogger(Shipped.class).error(
                    "NOT CHECKED: this build is offline and wrote no bill of materials. Do not ship {}: build it online.", jar);
            throw new TestAbortedException("Maven writes no bill of materials offline");
        }
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
