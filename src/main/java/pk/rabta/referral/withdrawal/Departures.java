package pk.rabta.referral.withdrawal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import pk.rabta.mapping.CodeLists;
import pk.rabta.referral.Journal.Who;
import pk.rabta.referral.Referral;
import pk.rabta.referral.ReferralCommands;
import pk.rabta.referral.Referrals;
import pk.rabta.referral.lifecycle.LifecycleCommand.Cancel;
import pk.rabta.referral.lifecycle.Reason;
import pk.rabta.registry.PersonGone;

/**
 * A person has died or is kept under another id: what was not sent ends in the transaction that learns it. What a
 * partner has may still be owed to the family, or stays true under the other id: its officer is told and decides.
 */
@Component
class Departures {

    private final Referrals referrals;
    private final ReferralCommands commands;
    private final CodeLists codes;
    private final ObjectMapper json;

    Departures(Referrals referrals, ReferralCommands commands, CodeLists codes, ObjectMapper json) {
        this.referrals = referrals;
        this.commands = commands;
        this.codes = codes;
        this.json = json;
    }

    @EventListener
    void on(PersonGone gone) {
        for (String id : referrals.openOfPerson(gone.victimId())) {
            Referral referral = referrals.lock(id).orElseThrow();
            if (referral.status().terminal()) {
                continue;
            }
            if (referral.dispatched()) {
                tell(referral, gone.reason());
            } else {
                commands.byHub(id, new Cancel(Reason.of(gone.reason())));
            }
        }
    }

    private void tell(Referral referral, String code) {
        ObjectNode content = json.createObjectNode();
        content.putObject("reason").put("code", code).put("text", codes.text("reason", code, "en"));
        commands.record(referral, "referral.noted", Who.hub(), json.createObjectNode().put("reason", code), content,
                null);
    }
}
