package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import pk.rabta.content.RouteFile.Member;
import pk.rabta.content.RouteFile.Route;

/** The rules of the house for route files. Each finding names its file, what is wrong there and what to do. */
final class RouteRules {

    private static final String ERRORS = "errors.camel.yaml";
    private static final int LINES = 60;
    private static final int NESTING = 2;
    private static final int EXPRESSION = 80;
    /** Steps and languages that are programs in disguise, or hide where the message goes. */
    private static final Set<String> FORBIDDEN = Set.of("script", "groovy", "process", "joor", "java", "js", "python",
            "mvel", "ognl", "spel", "jsonpath", "jq", "xpath", "xquery", "jslt", "datasonnet", "csimple",
            "onCompletion", "intercept", "interceptFrom", "interceptSendToEndpoint", "transacted", "setExchangePattern");
    private static final Set<Class<?>> CATCH_ALL = Set.of(Throwable.class, Exception.class, RuntimeException.class,
            Error.class);
    private static final Set<String> HANDLERS = Set.of("onException", "errorHandler", "routeConfiguration",
            "deadLetterChannel");

    private final List<RouteFile> files;
    private final Set<String> configurations = new HashSet<>();
    private final Set<String> templates = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private final RouteBeans beans;
    private final RouteEndpoints endpoints;

    private RouteRules(Path folder, Shared shared) {
        this.beans = shared.beans();
        this.endpoints = shared.endpoints();
        Path options = Path.of("connectors/options.yaml");
        RouteFile.paths(folder).stream().filter(path -> !path.toString().endsWith(RouteFile.SUFFIX))
                .filter(path -> !path.endsWith(options))
                .forEach(path -> wrong.add(folder.relativize(path) + ": only *.camel.yaml belongs here"));
        files = RouteFile.in(folder);
        shared.files().forEach(file -> {
            file.all("routeConfiguration").forEach(c -> this.configurations.add(c.path("id").asText()));
            file.all("routeTemplate").forEach(t -> templates.add(t.path("id").asText()));
        });
    }

    /** What files may name: beans, endpoints, and the routeConfigurations and routeTemplates of these files. */
    record Shared(RouteBeans beans, RouteEndpoints endpoints, List<RouteFile> files) {

        static Shared of(Path routes) {
            return new Shared(new RouteBeans(), new RouteEndpoints(routes), RouteFile.in(routes));
        }
    }

    /** What is wrong with the files of a folder. */
    static List<String> check(Path folder, Shared shared) {
        RouteRules rules = new RouteRules(folder, shared);
        rules.uniqueIds();
        rules.files.forEach(rules::file);
        return rules.wrong;
    }

    private void uniqueIds() {
        Set<String> ids = new TreeSet<>();
        for (RouteFile file : files) {
            BiConsumer<JsonNode, String> unique = (node, key) -> {
                String id = node.path(key).asText();
                if (!id.isEmpty() && !ids.add(id)) {
                    tell(file, "id '" + id + "' is used twice; ids of routes are unique over all files");
                }
            };
            file.routes().forEach(route -> {
                if (!route.id().isEmpty() && !ids.add(route.id())) {
                    tell(file, "id '" + route.id() + "' is used twice; ids of routes are unique over all files");
                }
            });
            file.all("templatedRoute").forEach(node -> unique.accept(node, "routeId"));
        }
    }

    private void file(RouteFile file) {
        boolean errors = file.name().equals(ERRORS);
        RouteSchema.violations(file.tree()).forEach(violation -> tell(file, violation));
        if (file.lines().size() > LINES && !errors) {
            tell(file, "has " + file.lines().size() + " lines; split it by direct: into files of at most " + LINES);
        }
        file.tree().forEach(entry -> entry.fieldNames().forEachRemaining(kind -> {
            if (!Set.of("route", "routeTemplate", "templatedRoute", "rest").contains(kind)
                    && !(errors && kind.equals("routeConfiguration"))) {
                tell(file, "'" + kind + "' does not belong at the top; routeConfigurations stand in " + ERRORS);
            }
        }));
        file.routes().forEach(route -> route(file, route));
        file.all("templatedRoute").forEach(node -> templated(file, node));
        RouteFile.members(file.tree()).forEach(member -> member(file, member, errors));
    }

    private void route(RouteFile file, Route route) {
        JsonNode body = route.body();
        if (route.id().isEmpty()) {
            tell(file, "a route from " + body.at("/from/uri").asText() + " has no id");
        }
        if (body.path("description").asText().isBlank()) {
            tell(file, "route '" + route.id() + "' has no description");
        }
        String configuration = body.path("routeConfigurationId").asText();
        if (!configurations.contains(configuration)) {
            tell(file, "route '" + route.id() + "' names routeConfigurationId '" + configuration
                    + "'; there are " + new TreeSet<>(configurations));
        }
        if (body.path("routePolicy").asText().equals("singleton")) {
            single(file, route);
        }
        long choices = RouteFile.members(body).stream().filter(m -> m.key().equals("choice")).count();
        if (choices > 1) {
            tell(file, "route '" + route.id() + "' has " + choices + " choices; split it by direct:");
        }
    }

    /** What one node at a time does is bound to the thread of its run, and looks for files only when it is its turn. */
    private void single(RouteFile file, Route route) {
        JsonNode from = route.body().path("from");
        String uri = from.path("uri").asText();
        if (uri.startsWith("timer:") && !from.at("/parameters/synchronous").asText().equals("true")) {
            tell(file, "route '" + route.id() + "' is a singleton; its timer needs synchronous: \"true\"");
        }
        if (uri.startsWith("sftp:")
                && !from.at("/parameters/pollStrategy").asText().equals("#singletonPolling")) {
            tell(file, "route '" + route.id() + "' is a singleton; it needs pollStrategy: \"#singletonPolling\"");
        }
    }

    private void templated(RouteFile file, JsonNode node) {
        if (node.path("routeId").asText().isEmpty()) {
            tell(file, "a templatedRoute of " + node.path("routeTemplateRef").asText() + " has no routeId");
        }
        if (!templates.contains(node.path("routeTemplateRef").asText())) {
            tell(file, "there is no routeTemplate '" + node.path("routeTemplateRef").asText() + "'");
        }
    }

    private void member(RouteFile file, Member member, boolean errors) {
        String key = member.key();
        JsonNode value = member.value();
        // Below from: depth 1; each further list of steps is one deeper.
        if (key.equals("steps") && member.depth() > NESTING + 1) {
            tell(file, "steps are nested " + (member.depth() - 1) + " deep; at most " + NESTING);
        }
        if (FORBIDDEN.contains(key)) {
            tell(file, "'" + key + "' is not used in routes: write a bean step");
        }
        if (HANDLERS.contains(key) && !errors) {
            tell(file, "'" + key + "' stands outside " + ERRORS + ", where all exceptions are handled");
        }
        switch (key) {
            case "simple" -> expression(file, value);
            case "log" -> log(file, value);
            case "bean" -> beans.check(value).forEach(problem -> tell(file, problem));
            case "to", "toD", "from" -> endpoints.check(key, value).forEach(problem -> tell(file, problem));
            case "doCatch" -> value.forEach(handler -> caught(file, handler));
            default -> { }
        }
    }

    private void expression(RouteFile file, JsonNode value) {
        String text = value.isTextual() ? value.asText() : value.path("expression").asText();
        if (value.isTextual()) {
            tell(file, "write simple: { expression: \"" + text + "\" }");
        }
        if (text.length() > EXPRESSION) {
            tell(file, "an expression has " + text.length() + " characters, at most " + EXPRESSION + ": " + text);
        }
    }

    private void log(RouteFile file, JsonNode value) {
        String text = value.isTextual() ? value.asText() : value.path("message").asText();
        if (text.matches("(?s).*\\$\\{(body|headers?|bodyAs|mandatoryBodyAs|messageAs|exchange|in\\.).*")) {
            tell(file, "a log step writes a body or headers; log ids only: " + text);
        }
    }

    private void caught(RouteFile file, JsonNode handler) {
        handler.path("exception").forEach(name -> {
            try {
                Class<?> type = Class.forName(name.asText());
                if (CATCH_ALL.contains(type) || !Exception.class.isAssignableFrom(type)) {
                    tell(file, "doCatch names " + name.asText() + "; name the exceptions that are expected here, "
                            + "all others are for " + ERRORS);
                }
            } catch (ClassNotFoundException e) {
                tell(file, "doCatch names " + name.asText() + ", which does not exist");
            }
        });
    }

    private void tell(RouteFile file, String what) {
        wrong.add(file.name() + ": " + what);
    }
}
