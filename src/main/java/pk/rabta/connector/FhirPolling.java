package pk.rabta.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.update.InboxSteps;

/**
 * Asks a partner's FHIR server which Tasks changed, page by page. A round goes on from where the last one came to
 * (ADR 73): one that a crash or a fault of the hub's ended is made again, so an outage of weeks skips nothing.
 */
@Component("fhirPolling")
public class FhirPolling {

    /** Sorts like time itself. */
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(FhirPolling.class);
    private static final String PAGE = "page";
    private static final String PAGES = "pages";
    private static final String BEGAN = "began";
    /** The exchange variable with the time until which all changes were read, once the round is over. */
    private static final String UNTIL = "until";
    private static final String CUT = "cut";
    /** The exchange variable with the time behind which the round asks. */
    private static final String SINCE = "since";
    private static final int MOST_PAGES = 1000;
    private static final Pattern FHIR_ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
    private static final String UNREADABLE = "unreadable";
    private static final String CODE = "http://hl7.org/fhir/CodeSystem/task-code|fulfill";

    private final Partners partners;
    private final PollProgress progress;
    private final JdbcClient jdbc;
    private final Clock clock;

    FhirPolling(Partners partners, PollProgress progress, JdbcClient jdbc, Clock clock) {
        this.partners = partners;
        this.progress = progress;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Puts the first page's address into variable {@code page}: none while the partner is paused or away. */
    public void begin(Exchange exchange, String partner) {
        if (leftAlone(partner)) {
            exchange.setVariable(PAGE, null);
            return;
        }
        Map<String, String> options = partners.get(partner).options();
        Map<String, String> query = new LinkedHashMap<>();
        Instant since = since(partner, options);
        query.put("_lastUpdated", "gt" + STAMP.format(since));
        query.put("owner:identifier", options.getOrDefault("poll-owner", "urn:rabta:id:organisation|" + partner));
        query.put("code", CODE);
        query.put("_sort", "_lastUpdated");
        query.put("_count", options.getOrDefault("poll-page", "50"));
        exchange.setVariable(PAGE, partners.get(partner).url() + "/Task?" + query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
        exchange.setVariable(PAGES, 0);
        exchange.setVariable(BEGAN, clock.instant());
        exchange.setVariable(SINCE, since);
        exchange.setVariable(UNTIL, null);
        exchange.setVariable(CUT, false);
    }

    /** Makes the prepared call one that reads the page. */
    public void ask(Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "GET");
        exchange.getMessage().setHeader("Accept", FhirJson.MEDIA_TYPE);
        exchange.getMessage().setHeader(Exchange.HTTP_URI, exchange.getVariable(PAGE, String.class));
        exchange.getMessage().setBody(null);
    }

    /** The page's Tasks become the body, a list; variable {@code page} is the next one, or null. */
    public void read(Exchange exchange, String partner) {
        JsonNode bundle = Wire.read(exchange.getMessage().getBody(byte[].class));
        if (!"searchset".equals(bundle.path("type").asText())) {
            throw new IllegalStateException("The answer to a search of Task at " + partner + " is no searchset");
        }
        List<JsonNode> tasks = new ArrayList<>();
        bundle.path("entry").forEach(entry -> {
            if ("Task".equals(entry.at("/resource/resourceType").asText())) {
                tasks.add(entry.get("resource"));
            }
        });
        int pages = exchange.getVariable(PAGES, Integer.class) + 1;
        exchange.setVariable(PAGES, pages);
        String next = next(bundle, partners.get(partner).url());
        boolean cut = next != null && pages >= MOST_PAGES;
        exchange.setVariable(PAGE, cut ? null : next);
        exchange.setVariable(UNTIL, until(exchange, tasks, cut));
        exchange.setVariable(CUT, cut);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(tasks);
    }

    /** What changes while the round runs may be behind the page by then: it is the next round's. */
    private static @Nullable Instant until(Exchange exchange, List<JsonNode> tasks, boolean cut) {
        Instant began = exchange.getVariable(BEGAN, Instant.class);
        Stream<Instant> times = tasks.stream().flatMap(task -> changed(task).stream())
                .map(at -> at.isAfter(began) ? began : at);
        // Where the round is cut off, what comes next changed no earlier than the first of this page.
        return cut ? times.min(Comparator.naturalOrder()).orElse(null)
                : Stream.concat(times, Stream.ofNullable(exchange.getVariable(UNTIL, Instant.class)))
                        .max(Comparator.naturalOrder()).orElse(null);
    }

    /** One Task of the page: its bytes, and the id under which it is known, in variable {@code messageId}. */
    public void take(Exchange exchange) {
        JsonNode task = exchange.getMessage().getBody(JsonNode.class);
        byte[] content = task.toString().getBytes(StandardCharsets.UTF_8);
        // The hash: a server may write the same version in two ways, and that is no other message.
        exchange.setVariable(InboxSteps.MESSAGE_ID, "poll/" + changed(task).map(STAMP::format).orElse(UNREADABLE) + "/"
                + plain(task.path("id")) + "/" + plain(task.at("/meta/versionId")) + "/"
                + Wire.hash(content).substring(0, 16));
        exchange.getMessage().setBody(content);
    }

    /** A page is kept, each of its Tasks: after the last page, the next round begins there. */
    public void kept(Exchange exchange, String partner) {
        Instant until = exchange.getVariable(UNTIL, Instant.class);
        if (until == null || exchange.getVariable(PAGE) != null) {
            return;
        }
        if (!exchange.getVariable(CUT, Boolean.class)) {
            progress.whole(partner, until);
            return;
        }
        progress.cut(partner, until, exchange.getVariable(BEGAN, Instant.class));
        if (!before(until).isAfter(exchange.getVariable(SINCE, Instant.class))) {
            LOG.error("the poll of {} stands still: more Tasks changed at {} than {} pages hold; "
                    + "make options.poll-page larger", partner, until, MOST_PAGES);
        }
    }

    /** Empty where the Task does not say, or says what is no such time: that must not keep back those behind it. */
    private static Optional<Instant> changed(JsonNode task) {
        try {
            return Optional.of(OffsetDateTime.parse(task.at("/meta/lastUpdated").asText()).toInstant())
                    .filter(at -> at.isAfter(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String plain(JsonNode id) {
        return FHIR_ID.matcher(id.asText()).matches() ? id.asText() : UNREADABLE;
    }

    private boolean leftAlone(String partner) {
        return jdbc.sql("""
                select exists (select 1 from destination_state
                  where id = :partner and (paused or open_until > :now))""")
                .param("partner", partner).param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class).single();
    }

    /**
     * Some of it again, since clocks differ; what a clock of theirs and ours put into the future hides nothing. None again
     * after a round that was cut off: it may have read less than that.
     */
    private Instant since(String partner, Map<String, String> options) {
        Instant now = clock.instant();
        return progress.of(partner).map(place -> {
            Instant until = place.until().isAfter(now) ? now : place.until();
            return place.cut() ? before(until) : until.minus(option(options, "poll-overlap", "10m"));
        }).orElseGet(() -> now.minus(option(options, "poll-first", "30d")));
    }

    /** Behind which this time is, as servers read it, to the millisecond. */
    private static Instant before(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).minusMillis(1);
    }

    private static Duration option(Map<String, String> options, String name, String otherwise) {
        return DurationStyle.SIMPLE.parse(options.getOrDefault(name, otherwise));
    }

    /** The link to the next page, only below the partner's own address: the token goes with it. */
    private static @Nullable String next(JsonNode bundle, @Nullable String base) {
        for (JsonNode link : bundle.path("link")) {
            if ("next".equals(link.path("relation").asText()) && base != null) {
                URI home = URI.create(base);
                URI page = link(home, link.path("url").asText());
                return below(home, page).toString();
            }
        }
        return null;
    }

    private static URI link(URI home, String url) {
        try {
            return home.resolve(url);
        } catch (IllegalArgumentException e) {
            // Its text quotes the link.
            throw new IllegalStateException("The next page of Task has no readable address");
        }
    }

    private static URI below(URI home, URI page) {
        String path = String.valueOf(page.normalize().getPath());
        if (home.getScheme().equals(page.getScheme()) && home.getAuthority().equals(page.getAuthority())
                && !path.contains("..") && (path.equals(home.getPath()) || path.startsWith(home.getPath() + "/"))) {
            return page;
        }
        throw new IllegalStateException("The next page of Task is not below the partner's url");
    }
}
