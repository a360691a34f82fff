package pk.rabta.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;
import pk.rabta.breakglass.Grant.Kind;
import pk.rabta.delivery.PayloadPreview;
import pk.rabta.delivery.PayloadPreview.Shown;
import pk.rabta.mapping.MappingException;
import pk.rabta.mapping.Mappings;
import pk.rabta.query.Json;
import pk.rabta.update.ArchivedMessages;

/** What messages say, under a grant. The leaf is committed before a byte is opened: nothing is read unrecorded. */
@Component("payloads")
public class PayloadsApi {

    private final Use use;
    private final Whose whose;
    private final Deeds deeds;
    private final PayloadPreview preview;
    private final ArchivedMessages archive;
    private final Mappings mappings;

    PayloadsApi(Use use, Whose whose, Deeds deeds, PayloadPreview preview, ArchivedMessages archive, Mappings mappings) {
        this.use = use;
        this.whose = whose;
        this.deeds = deeds;
        this.preview = preview;
        this.archive = archive;
        this.mappings = mappings;
    }

    /** What a delivery would carry if it were sent now, before its protocol's envelope and signature. */
    public ApiAnswer delivery(ApiRequest request) {
        UUID id = UUID.fromString(request.id());
        Set<String> persons = whose.delivery(id);
        Optional<String> referral = preview.referral(id);
        Grant grant = use.of(request, Kind.DELIVERY, referral.isPresent(), persons, absent());
        deeds.read(request.caller(), grant, request.id(), persons.stream().findFirst().orElse(null),
                referral.filter(named -> !named.isEmpty()).orElse(null));
        ObjectNode view = view(request, grant);
        show(preview.of(id).orElseThrow(PayloadsApi::absent), view);
        return ApiAnswer.ok(view);
    }

    /** What a partner sent, as it was kept. */
    public ApiAnswer inbound(ApiRequest request) {
        UUID id = UUID.fromString(request.id());
        Set<String> persons = whose.inbound(id);
        Grant grant = use.of(request, Kind.INBOUND, archive.keeps(id), persons, absent());
        deeds.read(request.caller(), grant, request.id(), persons.size() == 1 ? persons.iterator().next() : null, null);
        ArchivedMessages.Content content = archive.open(id).orElseThrow(PayloadsApi::absent);
        ObjectNode view = view(request, grant).put("mediaType", content.mediaType());
        try {
            view.put("content", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.bytes())).toString())
                    .put("encoding", "utf-8");
        } catch (CharacterCodingException binary) {
            view.put("content", Base64.getEncoder().encodeToString(content.bytes())).put("encoding", "base64");
        }
        return ApiAnswer.ok(view);
    }

    private void show(Shown shown, ObjectNode view) {
        view.put("readiness", shown.readiness());
        Json.put(view, "reason", shown.reason());
        JsonNode document = shown.document();
        if (document == null) {
            return;
        }
        shown.fields().forEach(view.putArray("fields")::add);
        Json.put(view, "mapping", shown.mapping());
        try {
            Object payload = shown.mapping() == null ? document : mappings.apply(shown.mapping(), document);
            view.put("payload", payload instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8)
                    : payload.toString());
        } catch (MappingException refused) {
            view.put("readiness", "REFUSED").put("canonical", document.toString());
            refused.violations().forEach(violation -> view.withArray("detail").add(violation.toString()));
        }
    }

    private static ObjectNode view(ApiRequest request, Grant grant) {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("id", request.id())
                .put("grant", grant.id().toString());
        Json.put(view, "expiresAt", grant.expiresAt());
        return view;
    }

    private static ProblemException absent() {
        return ProblemType.NOT_FOUND.because("There is no such message, or it is not kept any more.",
                "ایسا کوئی پیغام نہیں، یا اب محفوظ نہیں۔");
    }
}
