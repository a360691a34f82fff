package pk.rabta.referral.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Delivery;
import pk.rabta.delivery.DeliverySubject;
import pk.rabta.partner.PartnerProfile.Message;
import pk.rabta.partner.Partners;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.Sealed;

/** Tells the registry what a person got: the registry sent the person, so it learns the outcome. */
@Component
class EnrolmentWriteBack implements DeliverySubject {

    private final JdbcClient jdbc;
    private final Partners partners;
    private final Referrals referrals;
    private final ReferralCommands commands;
    private final Sealed sealed;
    private final ObjectMapper json;

    EnrolmentWriteBack(JdbcClient jdbc, Partners partners, Referrals referrals, ReferralCommands commands,
                       Sealed sealed, ObjectMapper json) {
        this.jdbc = jdbc;
        this.partners = partners;
        this.referrals = referrals;
        this.commands = commands;
        this.sealed = sealed;
        this.json = json;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("write-back");
    }

    @Override
    public @Nullable Message message(Delivery delivery) {
        return partners.get(delivery.destination()).messages().get(delivery.message());
    }

    @Override
    public Readiness prepare(Delivery delivery, Instant now) {
        Message message = partners.get(delivery.destination()).messages().get(delivery.message());
        if (message == null) {
            throw new IllegalStateException("rabta.partners." + delivery.destination() + ".messages."
                    + delivery.message() + " is missing: outcomes cannot be written back");
        }
        Enrolled enrolled = jdbc.sql("""
                select e.*, r.status as referral_status from enrolment e join referral r on r.id = e.referral_id
                where e.referral_id = :id""").param("id", delivery.referralId()).query(this::read).single();
        enrolled.document().putObject("message").put("id", delivery.messageId()).put("createdAt", enrolled.at());
        return new Readiness.Ready(enrolled.document(), message,
                Set.of("registryId", "programme", "partner", "status", "outcome"), enrolled.victimId(), null);
    }

    private record Enrolled(String victimId, String at, ObjectNode document) {}

    private Enrolled read(ResultSet row, int number) throws SQLException {
        String victimId = row.getString("victim_id");
        ObjectNode document = json.createObjectNode().put("contract", "enrolment/1");
        document.putObject("referral").put("id", row.getString("referral_id"));
        document.put("registryId", victimId).put("programme", row.getString("programme_id"))
                .put("partner", row.getString("partner_id")).put("status", row.getString("referral_status"))
                .put("recordedAt", row.getTimestamp("recorded_at").toInstant().toString());
        ObjectNode outcome = document.putObject("outcome");
        sealed.open(victimId, row.getBytes("detail")).properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> outcome.set(member.getKey(), withoutNulls(member.getValue())));
        if (row.getDate("effective_date") != null) {
            document.put("effectiveDate", row.getDate("effective_date").toLocalDate().toString());
        }
        return new Enrolled(victimId, document.path("recordedAt").asText(), document);
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        return node;
    }

    @Override
    public void dispatched(Delivery delivery, Instant now) {}

    @Override
    public void acknowledged(Delivery delivery, @Nullable JsonNode answer, Instant now) {
        referrals.find(delivery.referralId() == null ? "" : delivery.referralId()).ifPresent(referral ->
                commands.record(referral, "enrolment.recorded", Who.hub(), json.createObjectNode(),
                        json.createObjectNode(), null));
    }

    @Override
    public void parked(Delivery delivery, String reason, Instant now) {}
}
