package pk.rabta.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.registry.Person;
import pk.rabta.registry.Persons;
import pk.rabta.sandbox.HubClient.Answer;
import pk.rabta.sandbox.SqlEar;
import pk.rabta.sandbox.SqlEar.Heard;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.spdci.Officer;

/** A protected witness whom the hub never met, and whom the registry keeps under another id, is asked about. */
class HiddenStrangersTest extends Scene {

    @Autowired
    private Persons persons;
    @Autowired
    private SqlEar ear;
    private RegistrySimulator registry;
    private String stranger;

    @BeforeEach
    void hideAStranger(RegistrySimulator simulator) {
        registry = simulator;
        victim = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        stranger = registry.personLike(RegistrySimulator.WIDOW, Officer.cnic());
        registry.flagUntold(stranger, Person.HIDDEN);
        registry.mergeUntold(stranger, victim);
    }

    private Heard<Answer> asked(String person) {
        Heard<Answer> heard = ear.during(() -> officer.post("/v1/consents", consentOf(person)));
        assertThat(heard.answer().status()).as(heard.answer().text()).isEqualTo(422);
        return heard;
    }

    private void seemsToBeNobody() {
        String nobody = HiddenCalls.nobody().get("VOT");
        Heard<Answer> none = asked(nobody);
        Heard<Answer> one = asked(stranger);
        assertThat(one.statements()).isNotEmpty().isEqualTo(none.statements());
        assertThat(one.answer().text()).isEqualTo(none.answer().text());
    }

    @Test
    void whom_the_hub_knows_by_the_other_id_is_hidden() {
        String referral = refer(MEDICAL);
        received(referral);
        asked(stranger);
        assertThat(persons.find(victim).orElseThrow().hidden()).isTrue();
        check("getReferral", 404, officer.get("/v1/referrals/" + referral));
        assertThat(messages(referral)).contains("cancellation DUE");
        seemsToBeNobody();
    }

    @Test
    void whom_it_does_not_know_it_does_not_meet_and_seems_to_have_asked_about_nobody() {
        seemsToBeNobody();
        assertThat(persons.find(stranger)).isEmpty();
        assertThat(persons.find(victim)).isEmpty();
    }
}
