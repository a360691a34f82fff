package pk.rabta.connector;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.referral.Referral;

/** Tells a request that is sent again from one that says the same once more, such as a second resume. */
@Component
class FhirMessageIds {

    private final JdbcClient jdbc;

    FhirMessageIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The partner's own id of its request, or else: these bytes about this version of the Task.
     *
     * @param version the version that the partner named by If-Match; null if it named none
     */
    String of(String partner, Referral referral, @Nullable String requestId, @Nullable Long version, byte[] body) {
        if (requestId != null && requestId.matches("[!-~]{1,100}")) {
            return "fhir/" + requestId;
        }
        String same = "fhir/" + referral.id() + "/" + Wire.hash(body) + "/";
        String here = same + (version == null ? referral.version() : version);
        return version == null ? last(partner, referral.id(), same, here) : here;
    }

    /** A message of these bytes that was the last to change the referral made the version that is there now. */
    String last(String partner, String referral, String same, String otherwise) {
        return jdbc.sql("""
                select m.message_id from inbound_message m
                where m.partner_id = :partner and starts_with(m.message_id, :same) and m.id =
                  (select e.inbound_id from referral_event e where e.referral_id = :referral
                     and e.inbound_id is not null order by e.position desc limit 1)""")
                .param("partner", partner).param("same", same).param("referral", referral)
                .query(String.class).optional().orElse(otherwise);
    }
}
