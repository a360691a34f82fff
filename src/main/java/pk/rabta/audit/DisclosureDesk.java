package pk.rabta.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.protection.LookupHash;
import pk.rabta.query.Cursor;
import pk.rabta.query.Filter;
import pk.rabta.query.Json;
import pk.rabta.query.Visibility;

/** Who received which fields of a person, when, and on which basis. */
@Component("disclosureDesk")
public class DisclosureDesk {

    private static final String OF_PERSON = """
             from audit_leaf l join referral r on r.id = l.referral_id
              left join audit_entry e on e.leaf_id = l.id
            where l.subject = :subject and l.type = 'disclosure' and r.victim_id = :person and {where}""";

    private final JdbcClient jdbc;
    private final LookupHash hash;
    private final Marks marks;
    private final Audit audit;
    private final Clock clock;

    DisclosureDesk(JdbcClient jdbc, LookupHash hash, Marks marks, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.marks = marks;
        this.audit = audit;
        this.clock = clock;
    }

    /** What stands in the log; {@code own} if the hub wrote it so. */
    private record Told(StoredLeaf stored, boolean own, String programme) {}

    /**
     * A page of what went out for the referrals that the caller sees, newest first, and how many lines there are of others.
     * Whoever sees none of the person's referrals gets what everybody gets of a stranger: no lines, and no number.
     */
    public ApiAnswer list(ApiRequest request) {
        Visibility seen = Visibility.of(request.caller(), "r");
        ObjectNode page = page(request, seen);
        if (sees(request, seen)) {
            page.put("withheld", others(request, seen));
        }
        return ApiAnswer.ok(page);
    }

    /** A page of all that went out about the person, whoever referred them. Each look is a leaf of the audit itself. */
    public ApiAnswer listAll(ApiRequest request) {
        audit.record("disclosures.read-all", "TOOL:" + request.caller().clientId(), request.text("victim"), null,
                JsonNodeFactory.instance.objectNode().put("subject", request.caller().subject()), clock.instant());
        return ApiAnswer.ok(page(request, Visibility.ofAll(request.caller(), "r")));
    }

    private ObjectNode page(ApiRequest request, Visibility seen) {
        int limit = request.number("limit");
        Marks.Beginning beginning = marks.beginning();
        List<Told> found = about(request, seen)
                .and("l.id < :after", "after", Cursor.key(request))
                .on(jdbc, "select " + StoredLeaf.COLUMNS + ", e.leaf_index, e.hash, r.programme_id" + OF_PERSON
                        + " order by l.id desc limit :limit")
                .param("limit", limit + 1).query((row, n) -> told(row, n, beginning)).list();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode items = page.putArray("items");
        List<Told> shown = found.subList(0, Math.min(limit, found.size()));
        shown.stream().filter(Told::own).map(DisclosureDesk::json).forEach(items::add);
        long unproven = shown.stream().filter(told -> !told.own()).count();
        if (unproven > 0) {
            page.put("unproven", unproven);
        }
        if (found.size() > limit) {
            page.put("next", Cursor.of(shown.getLast().stored().leaf().id()));
        }
        return page;
    }

    private Filter about(ApiRequest request, Visibility seen) {
        String person = request.text("victim");
        return new Filter(seen).with("person", person).with("subject", hash.pseudonym(person));
    }

    private boolean sees(ApiRequest request, Visibility seen) {
        return new Filter(seen).with("person", request.text("victim"))
                .on(jdbc, "select exists (select 1 from referral r where r.victim_id = :person and {where})")
                .query(Boolean.class).single();
    }

    /** What is withheld because it is about a protected witness is not counted: who counts it knows of them. */
    private long others(ApiRequest request, Visibility seen) {
        Visibility rest = new Visibility("(" + seen.condition() + ") is not true and " + Visibility.notHidden("r"),
                seen.parameters());
        return about(request, rest).on(jdbc, "select count(*)" + OF_PERSON).query(Long.class).single();
    }

    private Told told(ResultSet row, int number, Marks.Beginning beginning) throws SQLException {
        StoredLeaf stored = StoredLeaf.of(row, number);
        byte @Nullable [] entry = row.getBytes("hash");
        // One that has no number yet would get the next one.
        long index = entry == null ? Long.MAX_VALUE - 1 : row.getLong("leaf_index");
        boolean own = marks.own(stored, index, beginning)
                && MessageDigest.isEqual(stored.leaf().hash(), entry == null ? stored.hash() : entry);
        return new Told(stored, own, row.getString("programme_id"));
    }

    private static JsonNode json(Told told) {
        JsonNode detail = told.stored().leaf().detail();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("leafId", told.stored().leaf().id().toString())
                .put("disclosedAt", told.stored().leaf().recordedAt().toString()).put("partner", detail.path("to").asText())
                .put("referralId", told.stored().leaf().referral()).put("programme", told.programme())
                .put("message", detail.path("message").asText());
        ArrayNode fields = json.putArray("fields");
        detail.path("fields").forEach(fields::add);
        // Leaves from before the log have the consent's id in place of the basis.
        if (detail.has("consent") || !detail.path("basis").asText().startsWith("CNS-")) {
            Json.put(json, "basis", detail.path("basis").textValue());
            Json.put(json, "consentId", detail.path("consent").textValue());
        } else {
            json.put("consentId", detail.get("basis").asText());
        }
        return json;
    }
}
