package pk.rabta.breakglass;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Caller;
import pk.rabta.audit.Audit;
import pk.rabta.breakglass.Grant.Kind;

/** Every step with a grant is a leaf of the audit and a count for the alert. */
@Component
class Deeds {

    private static final String METRIC = "rabta.breakglass";

    private final Audit audit;
    private final MeterRegistry meters;
    private final Clock clock;

    Deeds(Audit audit, MeterRegistry meters, Clock clock) {
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
        List.of("requested", "approved", "revoked", "read", "refused").forEach(this::count);
    }

    /** Somebody asked, approved or revoked, in that one's transaction. */
    void done(String deed, Caller by, Grant grant) {
        about(deed, by, grant, detail(by, grant.id()).put("reason", grant.reason())
                .put("protected", grant.protectedToo()));
    }

    /** Somebody must not do that with a grant. */
    void refused(Caller by, Grant grant, String why) {
        about("refused", by, grant, detail(by, grant.id()).put("why", why));
    }

    /** A person is the leaf's subject, which is a pseudonym: a leaf is never deleted. */
    private void about(String deed, Caller by, Grant grant, ObjectNode detail) {
        detail.put("kind", grant.kind().name().toLowerCase(Locale.ROOT));
        boolean person = grant.kind() == Kind.PERSON;
        if (!person) {
            detail.put("object", grant.object());
        }
        record(deed, by, person ? grant.object() : null, null, detail);
    }

    /** Something is read: recorded before it is shown. */
    void read(Caller by, Grant grant, String object, @Nullable String victimId, @Nullable String referralId) {
        record("read", by, victimId, referralId, detail(by, grant.id()).put("object", object)
                .put("reason", grant.reason()));
    }

    /** Somebody tried what a grant does not allow. */
    void refused(Caller by, @Nullable UUID grant, String object, String why) {
        record("refused", by, null, null, detail(by, grant).put("object", object).put("why", why));
    }

    private void record(String deed, Caller by, @Nullable String victimId, @Nullable String referralId,
                        ObjectNode detail) {
        audit.record("break-glass." + deed, "ADMIN:" + by.clientId(), victimId, referralId, detail, clock.instant());
        meters.counter(METRIC, "deed", deed).increment();
    }

    private void count(String deed) {
        meters.counter(METRIC, "deed", deed);
    }

    private static ObjectNode detail(Caller by, @Nullable UUID grant) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("subject", by.subject());
        return grant == null ? detail : detail.put("grant", grant.toString());
    }
}
