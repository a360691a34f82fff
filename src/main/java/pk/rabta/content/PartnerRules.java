package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.DataScopes;
import pk.rabta.catalogue.Programme;
import pk.rabta.mapping.CodeLists;
import pk.rabta.partner.DisclosurePolicy;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerProfile.Message;
import pk.rabta.partner.Partners;
import pk.rabta.settings.NearestKey;

/** What profiles and programmes must agree on with mappings, codes, routes and each other. */
final class PartnerRules {

    private static final Pattern SECRET = Pattern.compile("(.*[.-])?(secret|password|passphrase|private-key|key-file)");
    /** Not even a default: it would stand in the file. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z0-9_.-]+:?}");
    /** Of SOAP: how the password is shown, never the password; the connector refuses any other value. */
    private static final String SHOWN_AS = "options.password";

    /** What a partner may learn that works with a token and a handler: nothing of it leads to a person. */
    private static final Set<String> TOKEN_ONLY = Set.of("referral.id", "referral.service", "referral.urgency",
            "referral.partnerReference", "referral.reason.code", "victim.token", "contact.vso");

    private static final ObjectReader YAML = new YAMLMapper().readerFor(JsonNode.class);

    private static final String PATH = ", or a path of mappings/contracts/referral.schema.json";

    private final Path home;
    private final Partners partners;
    private final Catalogue catalogue;
    private final CodeLists codes;
    private final DataScopes scopes;
    private final Set<String> mappings;
    private final ContractPaths paths;
    private final List<String> wrong = new ArrayList<>();

    PartnerRules(Path home, Partners partners, Catalogue catalogue, CodeLists codes, DataScopes scopes,
                 Set<String> mappings) {
        this.home = home;
        this.partners = partners;
        this.catalogue = catalogue;
        this.codes = codes;
        this.scopes = scopes;
        this.mappings = mappings;
        this.paths = new ContractPaths(home.resolve("mappings/contracts"));
    }

    /** Everything that is wrong, a line each: file, key, what to do. */
    List<String> check() {
        scopes.all().forEach(path -> must(paths.has(path), "config/data-scopes.yaml names " + path
                + ", which mappings/contracts/referral.schema.json does not have"));
        partners.ids().forEach(this::partner);
        catalogue.all().forEach(this::programme);
        return wrong;
    }

    private void partner(String id) {
        PartnerProfile profile = partners.get(id);
        String where = "config/partners/" + id + "/partner.yaml: ";
        must(Files.exists(home.resolve("routes/partners/" + id + ".camel.yaml")), where + "routes/partners/" + id
                + ".camel.yaml is missing");
        must(Files.isDirectory(home.resolve("mappings/" + id)), where + "the folder mappings/" + id + " is missing");
        profile.messages().forEach((name, message) -> message(where + "messages." + name, id, message));
        if (!id.equals(partners.registryId())) {
            profile.disclose().forEach(path -> must(paths.has(path), where + "disclose names " + path
                    + ", which mappings/contracts/referral.schema.json does not have"));
            profile.disclose().forEach(path -> must(!paths.has(path) || opened(path), where + "disclose names " + path
                    + ", which no data scope of a consent opens: it would never leave. Name a field that one opens, "
                    + "see config/data-scopes.yaml, or add it there"));
            profile.disclose().forEach(path -> must(!paths.open(path), where + "disclose names " + path
                    + ", in which anything may stand: name its members"));
            wrong.addAll(CareRules.disclosed(where, profile));
        }
        wrong.addAll(RegistryRules.check(where, profile, id.equals(partners.registryId()), scopes));
        if (profile.labelWithheld()) {
            profile.disclose().forEach(path -> must(neutral(path), where + "disclose names " + path
                    + ", which tells what label: withheld withholds"));
        }
        if (profile.takesTokenOnly()) {
            profile.disclose().forEach(path -> must(TOKEN_ONLY.contains(path), where + "disclose names " + path
                    + ", and takes is token-only: only " + new TreeSet<>(TOKEN_ONLY)));
        }
        secrets(where, id);
    }

    /** Whether a scope opens the field, a parent of it, or something below it. */
    private boolean opened(String path) {
        String field = path.equals("victim.cnic") ? "victim.identifiers" : path;
        return scopes.all().stream().anyMatch(open -> field.equals(open) || field.startsWith(open + ".")
                || open.startsWith(field + "."));
    }

    /** An injury may have a mechanism; what happened, and to whom it happened so, stays. */
    private static boolean neutral(String path) {
        return DisclosurePolicy.LABEL.stream().noneMatch(told -> path.equals(told) || path.startsWith(told + ".")
                || told.startsWith(path + "."));
    }

    private void secrets(String where, String id) {
        Path file = home.resolve("config/partners/" + id + "/partner.yaml");
        try (MappingIterator<JsonNode> documents = YAML.readValues(file.toFile())) {
            while (documents.hasNext()) {
                secrets(where, id, "", documents.next());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At any depth, however the key is divided or spelt: Spring reads {@code auth.clientSecret} as well. */
    private void secrets(String where, String id, String key, JsonNode node) {
        node.properties().forEach(entry -> secrets(where, id, key + '.' + entry.getKey(), entry.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            secrets(where, id, key + '[' + i + ']', node.get(i));
        }
        String path = key.replaceFirst("^[.]rabta[.]partners[.]" + Pattern.quote(id) + "[.]", "");
        must(!node.isValueNode() || path.equals(SHOWN_AS) || !SECRET.matcher(dashed(path)).matches()
                || VARIABLE.matcher(node.asText()).matches(), where + path + " holds a secret: write ${A_VARIABLE}");
    }

    private static String dashed(String key) {
        return key.replaceAll("\\[\\d+]", "").replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-')
                .toLowerCase(Locale.ROOT);
    }

    private void programme(Programme programme) {
        String where = "config/partners/" + programme.partner() + "/programmes/" + programme.id() + ".yaml: ";
        for (Map.Entry<String, Message> message : programme.messages().entrySet()) {
            message(where + "messages." + message.getKey(), programme.partner(), message.getValue());
        }
        wrong.addAll(CareRules.served(where, programme, partners.get(programme.partner())));
        programme.needs().forEach(need -> listed(where + "needs", "need", need));
        listed(where + "service", "service", programme.service());
        listed(where + "means", "means", programme.means());
        programme.documents().forEach(document -> listed(where + "documents", "document-type", document.type()));
        programme.preconditions().forEach(rule -> listed(where + "preconditions", "reason", rule.code()));
        programme.exclusions().forEach(rule -> listed(where + "exclusions", "reason", rule.code()));
        programme.conflicts().forEach(conflict -> must(catalogue.find(conflict.programme()).isPresent(), where
                + "conflicts names the programme " + conflict.programme() + ", which does not exist"));
        programme.preconditions().forEach(rule -> must(rule.fact() == null || paths.has(rule.fact()), where
                + "precondition " + rule.code() + ": fact names " + rule.fact() + ": leave it out" + PATH));
        programme.requires().forEach(path -> must(path.equals("need") || paths.has(path),
                where + "requires names " + path + ": write need" + PATH));
        programme.fields().forEach(path -> must(paths.has(path), where + "fields names " + path
                + ", which mappings/contracts/referral.schema.json does not have"));
    }

    private void message(String where, String partner, Message message) {
        must(mappings.contains(partner + "/" + message.mapping()), where + ".mapping: there is no mapping mappings/"
                + partner + "/" + message.mapping() + ": write it, or name another");
        String answer = message.answer();
        must(answer == null || mappings.contains(partner + "/" + answer), where + ".answer: there is no mapping mappings/"
                + partner + "/" + answer + ": write it, or name another");
        String finding = message.query() == null ? null : message.query().answer();
        must(finding == null || mappings.contains(partner + "/" + finding), where
                + ".query.answer: there is no mapping mappings/" + partner + "/" + finding
                + ": write it, or name another");
        PartnerProfile profile = partners.get(partner);
        String path = message.path();
        must(path == null || profile.paths().containsKey(path), where + ".path: '" + path + "' is not a key of "
                + "rabta.partners." + partner + ".paths" + NearestKey.hint(String.valueOf(path), profile.paths().keySet()));
    }

    private void listed(String where, String list, String code) {
        must(codes.codes(list).containsKey(code), where + ": " + code + " is not in mappings/codes/" + list + ".yaml"
                + NearestKey.hint(code, codes.codes(list).keySet()));
    }

    private void must(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }
}
