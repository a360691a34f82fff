package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Programme;
import pk.rabta.consent.Consent;
import pk.rabta.identity.Prefix;
import pk.rabta.partner.Partners;
import pk.rabta.protection.Pseudonyms;
import pk.rabta.registry.Person;

/** Builds the canonical document of a referral, before it is reduced to what may be disclosed. */
@Component
public class CanonicalReferral {

    private final JdbcClient jdbc;
    private final Partners partners;
    private final Pseudonyms pseudonyms;
    private final ObjectMapper json;

    CanonicalReferral(JdbcClient jdbc, Partners partners, Pseudonyms pseudonyms, ObjectMapper json) {
        this.jdbc = jdbc;
        this.partners = partners;
        this.pseudonyms = pseudonyms;
        this.json = json;
    }

    /** Names and kind of the message that carries the document. */
    public record Envelope(String id, String kind, String name, Instant createdAt) {}

    /** What the referral itself contributes. */
    public record Body(String id, Programme programme, @Nullable String need, String phase, String urgency,
                       @Nullable Instant requestedAt, @Nullable String partnerReference, @Nullable JsonNode reason,
                       ObjectNode content) {}

    /** The whole document; {@code documents} are those attached to the referral. */
    public ObjectNode build(Envelope envelope, Body body, Person person, Consent consent, JsonNode documents) {
        ObjectNode document = json.createObjectNode().put("contract", "referral/1");
        document.putObject("message").put("id", envelope.id()).put("kind", envelope.kind())
                .put("name", envelope.name()).put("createdAt", envelope.createdAt().toString());
        ObjectNode referral = document.putObject("referral").put("id", body.id())
                .put("programme", body.programme().id()).put("service", body.programme().service());
        put(referral, "need", body.need());
        referral.put("phase", body.phase()).put("urgency", body.urgency());
        put(referral, "requestedAt", body.requestedAt() == null ? null : body.requestedAt().toString());
        put(referral, "partnerReference", body.partnerReference());
        if (body.reason() != null) {
            referral.putObject("reason").put("code", body.reason().path("code").asText());
        }
        ObjectNode snapshot = person.snapshot();
        if (snapshot != null) {
            List.of("victim", "household", "incident").stream().filter(snapshot::has)
                    .forEach(member -> document.set(member, snapshot.get(member).deepCopy()));
        }
        document.withObject("/victim").put("token", token(body.programme(), person)).put("registryId", person.victimId());
        List.of("contact", "answer", "details").stream().filter(body.content()::has)
                .forEach(member -> document.set(member, body.content().get(member).deepCopy()));
        basis(document, body.programme(), consent);
        if (!documents.isEmpty()) {
            document.set("documents", documents);
        }
        return document;
    }

    /**
     * What stands for the person: a token that no other programme has, so that a department which treats under a name cannot
     * find it in what it counsels without one. A partner that works with tokens alone has one for all its programmes.
     */
    private String token(Programme programme, Person person) {
        return partners.get(programme.partner()).takesTokenOnly() ? pseudonyms.of(programme.partner(), person.token())
                : pseudonyms.of(programme.partner(), programme.id(), Prefix.PT, person.token());
    }

    private void basis(ObjectNode document, Programme programme, Consent consent) {
        // One consent may be for several programmes: its own number would join them as the person's token would.
        ObjectNode basis = document.putObject("consent")
                .put("id", pseudonyms.of(programme.partner(), programme.id(), Prefix.CNS, consent.id()))
                .put("basis", consent.basis())
                .put("purpose", programme.purpose()).put("givenAt", consent.validFrom().toString());
        put(basis, "validTo", consent.validTo() == null ? null : consent.validTo().toString());
        SafeContact.restrict(document, consent);
    }

    /** The documents attached to a referral: references and hashes, never files. */
    public JsonNode documents(String referralId) {
        var documents = json.createArrayNode();
        jdbc.sql("""
                select d.id, d.type, d.sha256, d.media_type from referral_document r join document d
                on d.id = r.document_id where r.referral_id = :referral order by r.attached_at, d.id""")
                .param("referral", referralId).query(row -> {
                    documents.addObject().put("id", row.getString("id")).put("type", row.getString("type"))
                            .put("sha256", row.getString("sha256")).put("mediaType", row.getString("media_type"));
                });
        return documents;
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
