package pk.rabta.mapping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a mapping file, and what may not stand in it: what would make the result depend on the clock, on chance
 * or on other files, what is lenient where we are strict, and what could print values.
 *
 * @param name the file as a reader of the repository would name it
 */
record Source(String name, String text) {

    private static final Pattern JSLT_FORBIDDEN = call("now|random|uuid|parse-time|format-time|error");
    private static final Pattern JSLT_SKIPPED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|//[^\\n]*");
    private static final Pattern XSLT_FORBIDDEN = Pattern.compile("(?<![\\w.$-])(?:fn:)?(?:(?:"
            + "current-dateTime|current-date|current-time|implicit-timezone|doc|doc-available|document|json-doc"
            + "|unparsed-text[a-z-]*|collection|uri-collection|environment-variable|available-environment-variables"
            + "|system-property|transform|load-xquery-module|random-number-generator|trace|error)\\s*\\("
            + "|xsl:(?:message|result-document|evaluate|source-document|merge-source|assert)\\b|<!DOCTYPE)");
    private static final Pattern XSLT_SKIPPED = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TABLE =
            Pattern.compile("(?<![\\w.-])(code|decode)\\s*\\(\\s*(?:([\"'])([a-z0-9-]+)\\2)?");

    private static final Pattern JSLT_DECLARED =
            Pattern.compile("\\blet\\s+([\\w-]+)|\\bdef\\s+[\\w-]+\\s*\\(([^)]*)\\)");
    private static final Pattern JSLT_VARIABLE = Pattern.compile("\\$([A-Za-z_][\\w-]*)");

    /** Shared files that a mapping may import: {@code lib/} and nothing else. */
    record Library(Folder folder, String partner, CodeLists codes) {

        Source find(String wanted) {
            Path file = folder.root().resolve(wanted).normalize();
            if (!folder.root().resolve("lib").equals(file.getParent()) || !Files.isRegularFile(file)) {
                throw MappingException.at(
                        "mappings/" + partner, wanted, "cannot be imported", "Import a file of mappings/lib.");
            }
            Source source = new Source(folder.name(file), folder.text(file));
            source.check(this);
            return source;
        }
    }

    /** Checks the text; all that is wrong is reported at once. */
    void check(Library library) {
        boolean jslt = name.endsWith(".jslt");
        String code = blank(jslt ? JSLT_SKIPPED : XSLT_SKIPPED);
        List<Violation> wrong = new ArrayList<>();
        for (Matcher m = (jslt ? JSLT_FORBIDDEN : XSLT_FORBIDDEN).matcher(code); m.find(); ) {
            wrong.add(new Violation(position(m.start()), m.group().strip() + " is not allowed in a mapping"));
        }
        if (jslt) {
            undeclared(code, wrong);
        }
        for (Matcher m = TABLE.matcher(text); m.find(); ) {
            if (code.charAt(m.start()) == ' ') {
                continue;
            }
            if (m.group(3) == null) {
                wrong.add(new Violation(position(m.start()), m.group(1) + " needs the name of its list in quotes"));
            } else if (library.codes().table(library.partner(), m.group(3)) == null) {
                wrong.add(new Violation(
                        position(m.start()),
                        "there is no code table mappings/" + library.partner() + "/codes/" + m.group(3) + ".csv"));
            }
        }
        if (!wrong.isEmpty()) {
            throw new MappingException(
                    name, "the file breaks the rules of mappings", wrong, "See src/docs/mappings.md.");
        }
    }

    /** JSLT takes an undeclared variable for a parameter of the caller's, and fails only when it meets it. */
    private void undeclared(String code, List<Violation> wrong) {
        Set<String> declared = JSLT_DECLARED
                .matcher(code)
                .results()
                .flatMap(m -> m.group(1) != null
                        ? Stream.of(m.group(1))
                        : Pattern.compile("[\\s,]+").splitAsStream(m.group(2)))
                .collect(Collectors.toSet());
        JSLT_VARIABLE
                .matcher(code)
                .results()
                .filter(m -> !declared.contains(m.group(1)))
                .forEach(m ->
                        wrong.add(new Violation(position(m.start()), "variable $" + m.group(1) + " is not declared")));
    }

    private String blank(Pattern skipped) {
        return skipped.matcher(text).replaceAll(m -> m.group().replaceAll("[^\\n]", " "));
    }

    private String position(int index) {
        int line = 1
                + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
        return name + ":" + line + ":" + (index - text.lastIndexOf('\n', index - 1));
    }

    private static Pattern call(String names) {
        return Pattern.compile("(?<![\\w:.-])(?:" + names + ")\\s*\\(");
    }
}
