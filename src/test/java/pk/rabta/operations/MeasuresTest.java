package pk.rabta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.MovableClock;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

@HubTest
class MeasuresTest {

    private static final Pattern NAME = Pattern.compile("rabta_[a-z_]+");
    private static final Pattern KEPT = Pattern.compile("by \\(([a-z, ]+)\\)\\s*\\((?:[a-z_]+\\()?(rabta_[a-z_]+)");
    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    @Autowired
    private Measures measures;
    @Autowired
    private MeterRegistry meters;
    @Autowired
    private HealthEndpoint health;
    @Autowired
    private MovableClock clock;
    @Autowired
    private Seeds seeds;

    @ParameterizedTest
    @ValueSource(strings = {"config/prometheus/alerts.yaml", "config/grafana/rabta.json"})
    void every_metric_that_is_asked_for_exists(String file) throws IOException {
        measures.refresh();
        String text = Files.readString(Path.of(file));
        (file.endsWith("yaml") ? new YAMLMapper() : new ObjectMapper()).readTree(text);
        Set<String> asked = NAME.matcher(text).results().map(match -> match.group()).collect(
                Collectors.toCollection(TreeSet::new));
        Set<String> known = meters.getMeters().stream().map(MeasuresTest::name).collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(4);
        assertThat(known).containsAll(asked);
    }

    /** A rule that compares by a label which no series has tells of nobody. */
    @Test
    void labels_by_which_rules_compare_are_there() throws IOException {
        measures.refresh();
        List<MatchResult> rules = KEPT.matcher(Files.readString(Path.of("config/prometheus/alerts.yaml"))).results().toList();
        assertThat(rules).extracting(rule -> rule.group(2)).contains("rabta_reconciliation_gaps");
        assertThat(rules).allSatisfy(rule -> assertThat(meters.getMeters()).as(rule.group())
                .filteredOn(it -> name(it).equals(rule.group(2))).isNotEmpty()
                .allSatisfy(it -> assertThat(it.getId().getTags()).extracting(Tag::getKey)
                        .contains(rule.group(1).split(", "))));
    }

    private static String name(Meter meter) {
        Meter.Id id = meter.getId();
        return NAMES.name(id.getName(), id.getType(), id.getBaseUnit())
                + (id.getType() == Meter.Type.COUNTER ? "_total" : "");
    }

    /** A series that begins with its first one shows no increase, and a comparison with nothing is never true. */
    @Test
    void what_rules_look_at_is_there_before_anything_happens() {
        for (String partner : List.of("health-pb", "prosecution-kp", "zakat-pb")) {
            for (String result : List.of("ACKED", "FOUND", "SENT", "RETRY", "IN_DOUBT", "UNANSWERED")) {
                assertThat(meters.find("rabta.delivery.attempts").tags("partner", partner, "result", result).counters())
                        .hasSize(1);
            }
            for (String name : List.of("acknowledge", "respond", "undeliverable", "waiting", "review", "heartbeat")) {
                assertThat(meters.find("rabta.referral.clocks").tags("partner", partner, "clock", name, "stage", "breached")
                        .counters()).hasSize(1);
            }
        }
    }

    @Test
    @PartnersPaused("health-pb")
    void a_partner_that_is_paused_or_takes_lists_is_not_open() {
        measures.refresh();
        assertThat(gauge("rabta.partner.open", "health-pb")).isZero();
        assertThat(gauge("rabta.partner.open", "zakat-pb")).as("lists").isZero();
        assertThat(gauge("rabta.partner.open", "wpu-kp")).isEqualTo(1);
    }

    private double gauge(String name, String partner) {
        return meters.get(name).tag("partner", partner).gauge().value();
    }

    @Test
    @PartnersPaused("health-pb")
    void counts_what_is_accepted_and_what_waits(HubClient officer) {
        double before = meters.counter("rabta.referrals.accepted", "partner", "health-pb").count();
        seeds.referral(officer, "health-pb", "health-pb-trauma-counselling");
        measures.refresh();
        assertThat(meters.counter("rabta.referrals.accepted", "partner", "health-pb").count())
                .isEqualTo(before + 1);
        assertThat(gauge("rabta.delivery.waiting", "state", "DUE")).isPositive();
        assertThat(gauge("rabta.partner.paused", "partner", "health-pb")).isEqualTo(1);
    }

    @Test
    @PartnersPaused("zakat-pb")
    void a_partner_that_is_paused_degrades_and_leaves_the_hub_ready() {
        CompositeHealth partners = (CompositeHealth) health.healthForPath("partners");
        assertThat(partners.getComponents().get("zakat-pb").getStatus()).isEqualTo(PartnerHealth.DEGRADED);
        assertThat(partners.getStatus()).isEqualTo(PartnerHealth.DEGRADED);
        assertThat(health.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
        assertThat(((CompositeHealth) health.healthForPath("readiness")).getComponents())
                .containsOnlyKeys("readinessState", "db", "jms");
        assertThat(health.healthForPath("relay").getStatus()).isEqualTo(Status.UP);
    }

    private double gauge(String name, String tag, String value) {
        return meters.get(name).tag("partner", name.contains("paused") ? value : "health-pb").tag(tag, value).gauge()
                .value();
    }
}
