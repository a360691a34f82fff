package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules compare what all nodes tell, together: two nodes, or an attempt with another result, make further series, and a
 * comparison series by series would be true of one of them.
 */
class AlertRulesTest {

    /** About what one node's files, keys, folder or clock are like: the alert names the node. */
    private static final Set<String> OF_A_NODE = Set.of("MasterKeysWrong", "UnitKeysWrong", "AuditDoesNotFit", "AuditWaits",
            "AuditNotCopied", "AuditForged", "ClockApart");
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern TOGETHER = Pattern.compile("(sum|max|min) ?(?:by \\(([a-z, ]+)\\) )?"
            + "\\((?:(increase|min_over_time)\\()?rabta_[a-z_]+\\)+|absent\\(rabta_[a-z_]+\\)");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-z]+)");

    static Stream<JsonNode> rules() throws IOException {
        JsonNode rules = new YAMLMapper().readTree(Path.of("config/prometheus/alerts.yaml").toFile()).at("/groups/0/rules");
        return StreamSupport.stream(rules.spliterator(), false)
                .filter(rule -> !OF_A_NODE.contains(rule.path("alert").asText()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void what_is_compared_was_put_together_and_keeps_the_labels_that_are_told(JsonNode rule) {
        String bare = PLACE.matcher(rule.path("expr").asText()).replaceAll("").strip();
        List<MatchResult> parts = TOGETHER.matcher(bare).results().toList();
        assertThat(TOGETHER.matcher(bare).replaceAll("X")).as(rule.toString()).doesNotContain("rabta_")
                .matches("X( (==|>=|>) \\d+( (and|unless) on \\(partner\\) X (==|>) \\d+)*)?");
        assertThat(parts).allSatisfy(part -> assertThat("sum".equals(part.group(1))).as("what each node counts is summed, "
                + "what it reads is not: " + part.group()).isEqualTo("increase".equals(part.group(3))));
        String by = parts.getFirst().group(2);
        Set<String> kept = by == null ? Set.of() : new HashSet<>(Arrays.asList(by.split(", ")));
        assertThat(LABEL.matcher(rule.path("annotations").toString()).results().map(label -> label.group(1)))
                .as(rule.toString()).allMatch(kept::contains);
    }
}
