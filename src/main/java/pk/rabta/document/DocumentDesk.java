package pk.rabta.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.audit.Audit;
import pk.rabta.idempotency.Idempotency;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;
import pk.rabta.mapping.CodeLists;
import pk.rabta.protection.Vault;
import pk.rabta.query.Absent;
import pk.rabta.query.Json;
import pk.rabta.registry.KnownPerson;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;

/** The operations on documents. */
@Component("documentDesk")
public class DocumentDesk {

    private final Idempotency idempotency;
    private final KnownPerson known;
    private final Persons persons;
    private final DocumentRows rows;
    private final CodeLists codes;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;

    DocumentDesk(Idempotency idempotency, KnownPerson known, Persons persons, DocumentRows rows, CodeLists codes,
                 Vault vault, Audit audit, Clock clock) {
        this.idempotency = idempotency;
        this.known = known;
        this.persons = persons;
        this.rows = rows;
        this.codes = codes;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /** Registers what a document is, and its hash; 422 for a type that no list has. */
    public ApiAnswer register(ApiRequest request) {
        return idempotency.once(request, () -> store(request), stored -> shown(request.caller(), stored));
    }

    /** One document of the caller's. */
    public ApiAnswer get(ApiRequest request) {
        DocumentRow row = rows.find(request.caller(), request.id()).orElseThrow(Absent::document);
        return ApiAnswer.ok(json(row)).etag(Long.toString(row.version()));
    }

    private ApiAnswer store(ApiRequest request) {
        Instant now = clock.instant();
        JsonNode body = request.requiredBody();
        String type = codes.canonical("document-type", body.path("type").asText()).orElseThrow(this::unknownType);
        Person person = known.require(body.at("/victim/registryId").asText());
        String id = PublicId.next(Prefix.DOC);
        rows.insert(new DocumentRow(id, person.victimId(), type, body.path("sha256").asText(),
                body.path("mediaType").asText(), body.has("sizeBytes") ? body.get("sizeBytes").asLong() : null,
                seal(person, body.path("title")), seal(person, body.path("location")),
                body.has("issuedOn") ? LocalDate.parse(body.get("issuedOn").asText()) : null, now, 1),
                request.caller(), now);
        ObjectNode ids = JsonNodeFactory.instance.objectNode().put("id", id);
        audit.record("document.registered", "TOOL:" + request.caller().clientId(), person.victimId(), null,
                ids.deepCopy().put("type", type), now);
        return ApiAnswer.of(201, ids).etag("1");
    }

    private ApiAnswer shown(Caller caller, ApiAnswer stored) {
        String id = stored.body() == null ? "" : stored.body().path("id").asText();
        DocumentRow row = rows.find(caller, id).orElseThrow(Absent::document);
        return new ApiAnswer(stored.status(), stored.headers(), json(row)).header("Location", "/v1/documents/" + id);
    }

    private ObjectNode json(DocumentRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", row.id());
        json.putObject("victim").put("registryId", row.victimId());
        json.put("type", row.type()).put("sha256", row.sha256()).put("mediaType", row.mediaType());
        if (row.sizeBytes() != null) {
            json.put("sizeBytes", row.sizeBytes());
        }
        byte[] key = persons.find(row.victimId()).map(Person::sealedKey).orElse(null);
        Json.put(json, "title", open(row, key, row.title()));
        Json.put(json, "location", open(row, key, row.location()));
        Json.put(json, "issuedOn", row.issuedOn() == null ? null : row.issuedOn().toString());
        Json.put(json, "createdAt", row.createdAt());
        return json;
    }

    private byte @Nullable [] seal(Person person, JsonNode text) {
        return text.isTextual()
                ? vault.seal(person.key(), person.victimId(), text.asText().getBytes(StandardCharsets.UTF_8)) : null;
    }

    private @Nullable String open(DocumentRow row, byte @Nullable [] key, byte @Nullable [] sealed) {
        return key == null || sealed == null ? null
                : new String(vault.open(key, row.victimId(), sealed), StandardCharsets.UTF_8);
    }

    private RuntimeException unknownType() {
        String all = String.join(", ", codes.codes("document-type").keySet());
        return ProblemType.UNKNOWN_REFERENCE.detail("No document has this type.", "اس قسم کی کوئی دستاویز نہیں۔")
                .violations(List.of(new Violation("/type", Text.of("Must be one of: " + all,
                        "ان میں سے ایک ہونا چاہیے: " + all), "unknown-code"))).exception();
    }
}
