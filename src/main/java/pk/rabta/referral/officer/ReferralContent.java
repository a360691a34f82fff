package pk.rabta.referral.officer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.referral.Referral;
import pk.rabta.referral.Sealed;

/** Changes the sealed parts of a referral. */
@Component
class ReferralContent {

    private final JdbcClient jdbc;
    private final Sealed sealed;
    private final Clock clock;

    ReferralContent(JdbcClient jdbc, Sealed sealed, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.clock = clock;
    }

    /** Whether the partner waits for something: it says so by its step, or by the documents that it named. */
    boolean asks(Referral referral) {
        return "documents-requested".equals(referral.businessStatus())
                || sealed.open(referral.victimId(), referral.progress()).has("documentsRequested");
    }

    /** Merges new answers into the details; nothing is asked for any more. */
    void answered(Referral referral, JsonNode details) {
        ObjectNode content = sealed.open(referral.victimId(), referral.content());
        if (details.isObject()) {
            content.set("details", details(referral, details));
        }
        ObjectNode progress = sealed.open(referral.victimId(), referral.progress());
        progress.remove("documentsRequested");
        jdbc.sql("""
                update referral set content = :content, progress = :progress, business_status = null, updated_at = :now,
                  version = version + 1 where id = :id""")
                .param("content", content(referral, content))
                .param("progress", sealed.seal(referral.victimId(), progress))
                .param("now", Timestamp.from(clock.instant())).param("id", referral.id()).update();
    }

    /** The details with new ones, whose members are merged with those of the same name. */
    ObjectNode details(Referral referral, JsonNode more) {
        ObjectNode details = sealed.open(referral.victimId(), referral.content()).withObject("/details");
        more.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode part && details.get(member.getKey()) instanceof ObjectNode known) {
                known.setAll(part);
            } else {
                details.set(member.getKey(), member.getValue());
            }
        });
        return details;
    }

    /** Whether a body gives nothing: an empty list of documents is no evidence, and no answer. */
    static boolean nothing(JsonNode body) {
        return body.valueStream().allMatch(part -> part.isContainerNode() && part.isEmpty());
    }

    /** Keeps the details as they are now. */
    void keep(Referral referral, ObjectNode details) {
        ObjectNode content = sealed.open(referral.victimId(), referral.content());
        content.set("details", details);
        jdbc.sql("update referral set content = :content where id = :id").param("content", content(referral, content))
                .param("id", referral.id()).update();
    }

    /** Merges changes of the contact; null clears a member. Returns the contact as it is now. */
    ObjectNode contact(Referral referral, JsonNode change) {
        ObjectNode content = sealed.open(referral.victimId(), referral.content());
        ObjectNode contact = content.withObject("/contact");
        change.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                contact.remove(member.getKey());
            } else {
                contact.set(member.getKey(), member.getValue());
            }
        });
        if (contact.isEmpty()) {
            content.remove("contact");
        }
        jdbc.sql("update referral set content = :content, updated_at = :now, version = version + 1 where id = :id")
                .param("content", content(referral, content)).param("now", Timestamp.from(clock.instant()))
                .param("id", referral.id()).update();
        return contact;
    }

    /** The column is never null, whatever it holds. */
    private byte @Nullable [] content(Referral referral, ObjectNode content) {
        byte[] bytes = sealed.seal(referral.victimId(), content);
        return bytes == null ? new byte[0] : bytes;
    }
}
