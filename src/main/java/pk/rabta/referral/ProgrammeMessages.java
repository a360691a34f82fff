package pk.rabta.referral;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.springframework.stereotype.Component;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.delivery.NewDelivery;
import pk.rabta.delivery.Outbox;

/** Leaves the messages of a referral's programme in the outbox. */
@Component
class ProgrammeMessages {

    private final Outbox outbox;
    private final Catalogue catalogue;
    private final ReferralIds ids;
    private final ObjectMapper json;

    ProgrammeMessages(Outbox outbox, Catalogue catalogue, ReferralIds ids, ObjectMapper json) {
        this.outbox = outbox;
        this.catalogue = catalogue;
        this.ids = ids;
        this.json = json;
    }

    /** Requests a referral that waited; where its partner may have that request, its word on that comes first. */
    void request(Referral referral, Instant now) {
        outbox.addRequest(message(referral, "request", "request", json.createObjectNode()), ids.request(referral.id()),
                referral.mayHaveBeenRequested(), now);
    }

    /** Sends one of the programme's other messages about a referral; {@code detail} holds ids only. */
    void send(Referral referral, String kind, String message, ObjectNode detail, Instant now) {
        outbox.add(message(referral, kind, message, detail), now);
    }

    private NewDelivery message(Referral referral, String kind, String message, ObjectNode detail) {
        Programme programme = catalogue.get(referral.programmeId());
        if (!programme.messages().containsKey(message)) {
            throw new IllegalStateException("Programme " + programme.id() + " has no message '" + message
                    + "': add it under messages in its file");
        }
        return new NewDelivery(referral.partnerId(), referral.partnerId(), referral.id(), referral.orderGroup(),
                referral.priority(), kind, message, detail);
    }
}
