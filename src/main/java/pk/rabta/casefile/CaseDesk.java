package pk.rabta.casefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Language;
import pk.rabta.catalogue.RuleTexts;
import pk.rabta.query.Absent;
import pk.rabta.query.Cursor;
import pk.rabta.query.Json;
import pk.rabta.query.Page;

/** The operations on cases. */
@Component("caseDesk")
public class CaseDesk {

    private final CaseRows rows;
    private final RuleTexts texts;

    CaseDesk(CaseRows rows, RuleTexts texts) {
        this.rows = rows;
        this.texts = texts;
    }

    /** One case of the caller's with its referrals. */
    public ApiAnswer get(ApiRequest request) {
        CaseRow row = rows.find(request).orElseThrow(Absent::caseFile);
        return ApiAnswer.ok(json(row, rows.members(List.of(row.id())), request.language()))
                .etag(Long.toString(row.version()));
    }

    /** The caller's cases, newest first. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        List<CaseRow> found = rows.list(request, limit + 1);
        Map<String, List<CaseRow.Member>> members = rows.members(found.stream().map(CaseRow::id).toList());
        return Page.of(found, limit, row -> json(row, members, request.language()), row -> Cursor.of(row.key()));
    }

    private ObjectNode json(CaseRow row, Map<String, List<CaseRow.Member>> members, Language language) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", row.id()).put("status", row.status());
        json.putObject("victim").put("registryId", row.victimId());
        json.put("consentId", row.consentId());
        Json.set(json, "needs", row.needs());
        texts.explain(json.putArray("waitingFor"), row.waitingFor(), null, language);
        if (row.reason() != null) {
            json.set("reason", texts.explain(json.arrayNode(), List.of(row.reason()), null, language).get(0));
        }
        ArrayNode referrals = json.putArray("referrals");
        members.getOrDefault(row.id(), List.of()).forEach(member -> add(referrals.addObject(), member));
        ObjectNode requestedBy = JsonNodeFactory.instance.objectNode();
        Json.put(requestedBy, "vso", row.vso());
        Json.put(requestedBy, "office", row.office());
        Json.set(json, "requestedBy", requestedBy);
        return json.put("createdAt", row.createdAt().toString()).put("updatedAt", row.updatedAt().toString());
    }

    private static void add(ObjectNode json, CaseRow.Member member) {
        json.put("id", member.id()).put("programme", member.programme()).put("partner", member.partner())
                .put("status", member.status());
        Json.put(json, "businessStatus", member.businessStatus());
        Json.put(json, "outcome", member.outcome());
        Json.put(json, "updatedAt", member.updatedAt());
    }
}
