package pk.rabta.sandbox.health;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Task;

/** A search for Tasks: {@code _lastUpdated=gt…}, {@code owner:identifier}, {@code code}, by pages of {@code _count}; the oldest change first. */
final class TaskSearch {

    private final String base;
    private final Map<String, String> parameters;

    TaskSearch(String base, String query) {
        this.base = base;
        this.parameters = Arrays.stream(query.split("&")).filter(pair -> pair.contains("="))
                .collect(Collectors.toMap(pair -> decode(pair.substring(0, pair.indexOf('='))),
                        pair -> decode(pair.substring(pair.indexOf('=') + 1)), (a, b) -> b, LinkedHashMap::new));
        parameters.keySet().forEach(name -> {
            if (!List.of("_lastUpdated", "owner:identifier", "code", "_count", "_offset", "_sort").contains(name)) {
                throw new FhirRefusal(400, "not-supported", "Unknown search parameter " + name);
            }
        });
        if (!parameters.getOrDefault("_sort", "_lastUpdated").equals("_lastUpdated")) {
            throw new FhirRefusal(400, "not-supported", "Use _sort=_lastUpdated");
        }
    }

    Bundle page(List<Task> all) {
        List<Task> found = all.stream().filter(this::fits)
                .sorted(Comparator.comparing(task -> task.getMeta().getLastUpdated())).toList();
        int from = Integer.parseInt(parameters.getOrDefault("_offset", "0"));
        int count = Integer.parseInt(parameters.getOrDefault("_count", "20"));
        Bundle page = new Bundle().setType(Bundle.BundleType.SEARCHSET).setTotal(found.size());
        found.stream().skip(from).limit(count).forEach(task -> page.addEntry()
                .setFullUrl(base + "/Task/" + task.getIdElement().getIdPart()).setResource(task)
                .getSearch().setMode(Bundle.SearchEntryMode.MATCH));
        if (from + count < found.size()) {
            Map<String, String> next = new LinkedHashMap<>(parameters);
            next.put("_offset", String.valueOf(from + count));
            page.addLink().setRelation("next").setUrl(base + "/Task?" + next.entrySet().stream()
                    .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&")));
        }
        return page;
    }

    private boolean fits(Task task) {
        return after(task) && owned(task) && coded(task);
    }

    private boolean after(Task task) {
        String since = parameters.get("_lastUpdated");
        if (since == null) {
            return true;
        }
        if (!since.startsWith("gt") && !since.startsWith("ge")) {
            throw new FhirRefusal(400, "not-supported", "Use _lastUpdated=gt or ge");
        }
        try {
            Instant limit = OffsetDateTime.parse(since.substring(2)).toInstant();
            Instant at = task.getMeta().getLastUpdated().toInstant();
            return at.isAfter(limit) || since.startsWith("ge") && at.equals(limit);
        } catch (DateTimeParseException wrong) {
            throw new FhirRefusal(400, "value", "_lastUpdated is no instant");
        }
    }

    private boolean owned(Task task) {
        Identifier owner = task.getOwner().getIdentifier();
        String wanted = parameters.get("owner:identifier");
        return wanted == null || wanted.equals(owner.getSystem() + "|" + owner.getValue());
    }

    private boolean coded(Task task) {
        Coding code = task.getCode().getCodingFirstRep();
        String wanted = parameters.get("code");
        return wanted == null || wanted.equals(code.getCode())
                || wanted.equals(code.getSystem() + "|" + code.getCode());
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
