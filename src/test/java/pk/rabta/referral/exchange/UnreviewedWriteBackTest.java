package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.Delivery;
import pk.rabta.delivery.DeliverySubject.Readiness;
import pk.rabta.partner.Expiries;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/** What the registry is told on the basis in its profile waits once nobody has reviewed that in time. */
@HubTest
@PartnersPaused({"health-pb", "registry"})
class UnreviewedWriteBackTest {

    @Autowired
    private ApplicationContext hub;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private EnrolmentWriteBack writeBack;
    @Autowired
    private Expiries expiries;

    @Test
    void nothingLeavesOnABasisThatNobodyReviewed(HubClient officer) {
        String referral = hub.getBean(Seeds.class).referral(officer, "health-pb", "health-pb-trauma-counselling");
        jdbc.sql("update referral set status = 'REJECTED' where id = :id").param("id", referral).update();
        jdbc.sql("update delivery set state = 'VOIDED' where referral_id = :id").param("id", referral).update();
        Delivery enrolment = mock(Delivery.class);
        when(enrolment.destination()).thenReturn("registry");
        when(enrolment.message()).thenReturn("enrolment");
        when(enrolment.messageId()).thenReturn("MSG-EXAMPLE");
        when(enrolment.referralId()).thenReturn(referral);
        Instant now = Instant.now();

        assertThat(at(enrolment, now)).isInstanceOf(Readiness.Ready.class);
        Instant late = now.plus(Duration.ofDays(400));
        assertThat(at(enrolment, late)).isEqualTo(new Readiness.NotYet("basis-review-due", late.plus(Duration.ofHours(1))));
        assertThat(expiries.all()).anyMatch(one -> one.partner().equals("registry") && one.name().equals("write-back"));

        jdbc.sql("update consent set recipients = '{health-pb,registry}' where id = (select consent_id from referral where id = :id)")
                .param("id", referral).update();
        assertThat(at(enrolment, late)).as("who has agreed needs no review").isInstanceOf(Readiness.Ready.class);
    }

    private Readiness at(Delivery enrolment, Instant when) {
        return transaction.execute(status -> writeBack.prepare(enrolment, when));
    }
}
