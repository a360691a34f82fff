package pk.rabta.referral.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import pk.rabta.delivery.Delivery;
import pk.rabta.delivery.DeliveryState;
import pk.rabta.delivery.DeliverySubject;
import pk.rabta.delivery.DeliverySubject.Readiness;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.PartnersPaused;
import pk.rabta.sandbox.Seeds;

/** Of somebody who was erased nothing leaves any more, whatever was left to say. */
@HubTest
@PartnersPaused({ErasedDeliveriesTest.PARTNER, "registry"})
class ErasedDeliveriesTest {

    static final String PARTNER = "health-pb";

    @Autowired
    private Seeds seeds;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private EnrolmentWriteBack writeBack;
    @Autowired
    private ReferralDeliveries deliveries;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Clock clock;

    @Test
    void aWriteBackIsUnwanted(HubClient officer) {
        String referral = erased(officer, "ENTERED_IN_ERROR");
        assertThat(prepared(writeBack, referral, "registry", "write-back", "enrolment"))
                .isEqualTo(new Readiness.Unwanted("person-erased"));
    }

    @Test
    void soIsWhatAPartnerWasToBeTold(HubClient officer) {
        String referral = erased(officer, "CANCELLATION_REQUESTED");
        assertThat(prepared(deliveries, referral, PARTNER, "cancellation", "cancellation"))
                .isEqualTo(new Readiness.Unwanted("person-erased"));
    }

    private String erased(HubClient officer, String status) {
        String referral = seeds.referral(officer, PARTNER, "health-pb-trauma-counselling");
        jdbc.sql("update referral set status = :status, dispatched = true where id = :id").param("status", status)
                .param("id", referral).update();
        jdbc.sql("update person set sealed_key = null, snapshot = null, erased_at = now() where victim_id = "
                + "(select victim_id from referral where id = :id)").param("id", referral).update();
        return referral;
    }

    private Readiness prepared(DeliverySubject subject, String referral, String destination, String kind, String message) {
        Delivery delivery = new Delivery(UUID.randomUUID(), 1, "MSG-TEST", destination, destination, referral,
                UUID.randomUUID(), 4, kind, message, JsonNodeFactory.instance.objectNode(), DeliveryState.PUBLISHED, null, 0,
                null);
        return transaction.execute(status -> subject.prepare(delivery, clock.instant()));
    }
}
