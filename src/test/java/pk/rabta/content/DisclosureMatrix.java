package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.catalogue.Programme;
import pk.rabta.mapping.Schemas;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.Partners;
import pk.rabta.referral.exchange.ToldToRegistry;

/** Partner by field, as the policy itself answers: what is left of a document in which every field is filled. */
public final class DisclosureMatrix {

    private static final String LEAVES = "x";

    private final Map<String, Programme> programmes = new LinkedHashMap<>();
    /** By programme, then by field: what its cell says. */
    private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    private final List<String> fields = new ArrayList<>();
    private final DataScopes scopes;

    private DisclosureMatrix(DataScopes scopes) {
        this.scopes = scopes;
    }

    /** Of the profiles, programmes and data scopes that a context has read. */
    public static DisclosureMatrix of(ConfigurableApplicationContext context) {
        DisclosureMatrix matrix = new DisclosureMatrix(context.getBean(DataScopes.class));
        Outbound outbound = new Outbound(context);
        for (Outbound.Message message : outbound.messages()) {
            if (message.name().equals("request")) {
                ObjectNode document = outbound.fill(outbound.contract(message));
                Programme programme = message.programme();
                matrix.programmes.put(programme.id(), programme);
                if (matrix.fields.isEmpty()) {
                    leaves(document, "", matrix.fields);
                }
                ObjectNode left = outbound.reduce(document, programme).document();
                matrix.cells.put(programme.id(), cells(left));
            }
        }
        return matrix;
    }

    private static Map<String, String> cells(ObjectNode left) {
        List<String> paths = new ArrayList<>();
        leaves(left, "", paths);
        Map<String, String> cells = new LinkedHashMap<>();
        paths.forEach(path -> cells.put(path, LEAVES));
        Set<String> types = left.at("/victim/identifiers").findValuesAsText("type").stream()
                .collect(Collectors.toCollection(TreeSet::new));
        cells.replaceAll((path, cell) -> path.startsWith("victim.identifiers.") ? String.join(" ", types) : cell);
        return cells;
    }

    /** What the registry, of which nobody is referred to, is told of an outcome. */
    static String registry(ConfigurableApplicationContext context) {
        Partners partners = context.getBean(Partners.class);
        ObjectNode document = new FilledContract((path, schema) -> Optional.empty())
                .fill(context.getBean(Schemas.class).members("enrolment"));
        List<String> fields = new ArrayList<>();
        leaves(document, "", fields);
        PartnerProfile registry = partners.get(partners.registryId());
        PartnerProfile.WriteBack told = Objects.requireNonNull(registry.writeBack());
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        columns.put(String.join(", ", new TreeSet<>(told.detailed())), told(document, registry, told.detailed(), false));
        columns.put("other purposes", told(document, registry, Set.of("any"), false));
        columns.put(String.join(", ", new TreeSet<>(told.unnamed())) + ", not agreed", told(document, registry, told.unnamed(), false));
        columns.put("consent ended", told(document, registry, told.detailed(), true));
        StringBuilder table = new StringBuilder("| Field | " + String.join(" | ", columns.keySet()) + " |\n|---|"
                + "---|".repeat(columns.size()) + "\n");
        fields.stream().filter(field -> !framed(field)).forEach(field -> {
            table.append("| ").append(field).append(" |");
            columns.values().forEach(column -> table.append(' ').append(column.contains(field) ? LEAVES : "").append(" |"));
            table.append('\n');
        });
        return table.toString();
    }

    private static Set<String> told(ObjectNode enrolment, PartnerProfile registry, Set<String> purposes, boolean ended) {
        return ToldToRegistry.reduce(enrolment, registry, purposes.iterator().next(), false, ended).fields();
    }

    /** The fields that leave to a programme's partner. */
    Set<String> of(Programme programme) {
        return cells.get(programme.id()).keySet();
    }

    /** What a partner may learn by any of its programmes; the identifiers by their type. */
    public Set<String> fields(String partner) {
        Set<String> all = new TreeSet<>();
        programmes.values().stream().filter(programme -> programme.partner().equals(partner))
                .forEach(programme -> all.addAll(fieldsOf(programme.id())));
        return all;
    }

    /** What is told for one programme, in the same words; of one that asks nobody nothing. */
    public Set<String> fieldsOf(String programme) {
        Set<String> all = new TreeSet<>();
        cells.getOrDefault(programme, Map.of()).forEach((field, cell) -> {
            if (field.equals("victim.identifiers.value")) {
                List.of(cell.split(" ")).forEach(type -> all.add(field + "." + type));
            } else {
                all.add(field);
            }
        });
        return all;
    }

    /** The roots of the contract's fields. */
    List<String> groups() {
        return fields.stream().filter(field -> !framed(field)).map(field -> field.split("[.]")[0]).distinct().toList();
    }

    /** Partners that get anything of a group. */
    Set<String> partners(String group) {
        return programmes.values().stream().filter(programme -> of(programme).stream()
                .anyMatch(field -> field.startsWith(group + "."))).map(Programme::partner)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of one group as Markdown; what leaves to nobody stands in it too. */
    String table(String group) {
        StringBuilder table = new StringBuilder("| Field | Opened by |");
        programmes.keySet().forEach(id -> table.append(' ').append(id).append(" |"));
        table.append("\n|---|---|").append("---|".repeat(programmes.size())).append('\n');
        for (String field : fields) {
            if (field.startsWith(group + ".")) {
                table.append("| ").append(field).append(" | ").append(opened(field)).append(" |");
                programmes.keySet().forEach(id ->
                        table.append(' ').append(cells.get(id).getOrDefault(field, "")).append(" |"));
                table.append('\n');
            }
        }
        return table.toString();
    }

    private String opened(String field) {
        if (DisclosurePolicy.permits(field, scopes.fields(List.of()))) {
            return "always";
        }
        return scopes.names().stream().filter(scope -> DisclosurePolicy.permits(field, scopes.fields(List.of(scope))))
                .collect(Collectors.joining(", "));
    }

    private static boolean framed(String field) {
        return field.equals("contract") || field.startsWith("message.");
    }

    /** The dotted paths of all values, arrays passed through. */
    static void leaves(JsonNode node, String path, List<String> found) {
        if (node.isObject()) {
            node.properties().forEach(member ->
                    leaves(member.getValue(), path.isEmpty() ? member.getKey() : path + "." + member.getKey(), found));
        } else if (node.isArray()) {
            node.forEach(item -> leaves(item, path, found));
        } else if (!found.contains(path)) {
            found.add(path);
        }
    }
}
