package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.mapping.CodeLists;
import pk.rabta.query.Filter;
import pk.rabta.query.Visibility;
import pk.rabta.referral.Referral;

/** The documents of a referral. */
@Component
class Attached {

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final CodeLists codes;
    private final Clock clock;

    Attached(JdbcClient jdbc, Catalogue catalogue, CodeLists codes, Clock clock) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.codes = codes;
        this.clock = clock;
    }

    /** Attaches documents of the same person; attaching one again changes nothing. */
    void add(Referral referral, Caller caller, JsonNode ids, String pointer) {
        List<Violation> unknown = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!known(referral, caller, ids.get(i).asText())) {
                unknown.add(violation(pointer + i));
            }
        }
        refuse(unknown);
        List<Violation> notTaken = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!taken(referral, ids.get(i).asText())) {
                notTaken.add(notTaken(pointer + i));
            }
        }
        refuseNotTaken(notTaken);
        ids.forEach(id -> attach(referral, id.asText()));
    }

    /** Attaches one. */
    void add(Referral referral, Caller caller, String id, String pointer) {
        if (!known(referral, caller, id)) {
            refuse(List.of(violation(pointer)));
        }
        if (!taken(referral, id)) {
            refuseNotTaken(List.of(notTaken(pointer)));
        }
        attach(referral, id);
    }

    /** How many kinds of document the programme must have before anything is sent, and does not have. */
    int missing(Referral referral) {
        Set<String> present = Set.copyOf(jdbc.sql("""
                select distinct d.type from referral_document r join document d on d.id = r.document_id
                where r.referral_id = :referral""").param("referral", referral.id()).query(String.class).list());
        return (int) catalogue.get(referral.programmeId()).documents().stream()
                .filter(document -> document.beforeSending() && !present.contains(document.type())).count();
    }

    private boolean known(Referral referral, Caller caller, String id) {
        return new Filter(Visibility.of(caller, "d")).and("d.id = :id", "id", id)
                .and("d.victim_id = :victim", "victim", referral.victimId())
                .on(jdbc, "select exists (select 1 from document d where {where})").query(Boolean.class).single();
    }

    /** Whether the partner has a word for such a paper: one that it has none for would hold up every message after it. */
    private boolean taken(Referral referral, String id) {
        String type = jdbc.sql("select type from document where id = :id").param("id", id).query(String.class).single();
        return codes.takes(referral.partnerId(), "document-type", type);
    }

    private void attach(Referral referral, String id) {
        jdbc.sql("""
                insert into referral_document (referral_id, document_id, attached_at)
                values (:referral, :document, :now)
                on conflict do nothing""")
                .param("referral", referral.id()).param("document", id)
                .param("now", Timestamp.from(clock.instant())).update();
    }

    private static Violation violation(String pointer) {
        return new Violation(pointer, Text.of("No such document of this person: POST /v1/documents first.",
                "اس فرد کی ایسی کوئی دستاویز نہیں: پہلے POST /v1/documents کریں۔"), "unknown-document");
    }

    private static Violation notTaken(String pointer) {
        return new Violation(pointer, Text.of("This partner takes, or may see, no paper of this kind.",
                "یہ ادارہ اس قسم کا کاغذ نہیں لیتا، یا اسے دکھایا نہیں جا سکتا۔"), "kind-not-taken");
    }

    private static void refuseNotTaken(List<Violation> notTaken) {
        if (!notTaken.isEmpty()) {
            throw ProblemType.RULE_VIOLATED.detail("A document is not for this partner. Nothing was changed.",
                    "ایک دستاویز اس ادارے کے لیے نہیں۔ کچھ تبدیل نہیں ہوا۔").violations(notTaken).exception();
        }
    }

    private static void refuse(List<Violation> unknown) {
        if (!unknown.isEmpty()) {
            throw ProblemType.UNKNOWN_REFERENCE.detail("A document is not registered. Nothing was changed.",
                    "ایک دستاویز درج نہیں۔ کچھ تبدیل نہیں ہوا۔").violations(unknown).exception();
        }
    }
}
