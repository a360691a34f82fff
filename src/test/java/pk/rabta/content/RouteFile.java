package pk.rabta.content;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of routes as a tree.
 *
 * @param name relative to its folder, with slashes
 */
record RouteFile(String name, List<String> lines, JsonNode tree) {

    static final String SUFFIX = ".camel.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** A member of the tree: its key, its value, and how many lists of steps it lies in. */
    record Member(String key, JsonNode value, int depth) {}

    /** A route, templated or not, under its id. */
    record Route(String id, JsonNode body) {}

    static List<Path> paths(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<RouteFile> in(Path folder) {
        return paths(folder).stream().filter(path -> path.toString().endsWith(SUFFIX))
                .map(path -> read(folder, path)).toList();
    }

    static RouteFile read(Path folder, Path path) {
        try {
            String name = folder.relativize(path).toString().replace('\\', '/');
            return new RouteFile(name, Files.readAllLines(path), YAML.readTree(path.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
    }

    /** Entries of the top level of this kind, such as {@code templatedRoute}. */
    List<JsonNode> all(String kind) {
        List<JsonNode> found = new ArrayList<>();
        tree.forEach(entry -> {
            if (entry.has(kind)) {
                found.add(entry.get(kind));
            }
        });
        return found;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        all("route").forEach(route -> routes.add(new Route(route.path("id").asText(), route)));
        all("routeTemplate").forEach(t -> routes.add(new Route(t.path("id").asText(), t.path("route"))));
        return routes;
    }

    /** Every member below a node, the outer ones first. */
    static List<Member> members(JsonNode node) {
        List<Member> found = new ArrayList<>();
        collect(node, 0, found);
        return found;
    }

    private static void collect(JsonNode node, int depth, List<Member> found) {
        node.properties().forEach(entry -> {
            int below = entry.getKey().equals("steps") ? depth + 1 : depth;
            found.add(new Member(entry.getKey(), entry.getValue(), below));
            collect(entry.getValue(), below, found);
        });
        if (node.isArray()) {
            node.forEach(item -> collect(item, depth, found));
        }
    }
}
