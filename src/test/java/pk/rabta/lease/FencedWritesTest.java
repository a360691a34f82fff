package pk.rabta.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.batch.SftpFaults;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.Destinations;
import pk.rabta.delivery.DirectCalls;
import pk.rabta.reconciliation.ReconciliationRounds;
import pk.rabta.sandbox.HubTest;
import pk.rabta.spdci.RegistrySubscription;

/** What a node writes that stalled in a run and goes on after another took its lease. */
@HubTest
class FencedWritesTest {

    private static final Lease LOST = new Lease("a-lease-that-another-has", 1);

    @Autowired
    private RunningLease running;
    @Autowired
    private SftpFaults sftpFaults;
    @Autowired
    private RegistrySubscription subscription;
    @Autowired
    private Destinations destinations;
    @Autowired
    private DirectCalls calls;
    @Autowired
    private ReconciliationRounds reconciliation;
    @Autowired
    private CamelContext camel;

    private final String partner = "fenced-" + UUID.randomUUID();

    @AfterEach
    void back() {
        running.end();
        destinations.resume(partner, Instant.now());
    }

    @Test
    void aLateFaultOfAServerPausesNobody() {
        Exchange exchange = caught(new UnknownHostException("sftp.example.org"));
        exchange.setVariable("partner", partner);
        refused(() -> sftpFaults.check(exchange));
        assertThat(destinations.get(partner).paused()).isFalse();
        running.end();
        sftpFaults.check(exchange);
        assertThat(destinations.get(partner).pauseReason()).isEqualTo("unknown-host");
    }

    @Test
    void aLostLeaseIsNoFaultOfThePartner() {
        calls.failed(partner, new IllegalStateException(new LeaseLostException("a-poll")));
        assertThat(calls.get(partner).failures()).isZero();
        calls.failed(partner, new UnknownHostException("fhir.example.org"));
        assertThat(calls.get(partner).failures()).isEqualTo(1);
    }

    @Test
    void aLateWordOnAPollSaysNothingOfThePartnersHealth() {
        calls.failed(partner, new UnknownHostException("fhir.example.org"));
        refused(() -> calls.answered(partner));
        refused(() -> calls.failed(partner, new UnknownHostException("fhir.example.org")));
        assertThat(calls.get(partner).failures()).isEqualTo(1);
        running.end();
        calls.answered(partner);
        assertThat(calls.get(partner).failures()).isZero();
    }

    @Test
    void aFaultLeavesAPersonsPauseAsItIs() {
        destinations.pause(partner, "admin-1", "maintenance", Instant.now());
        Exchange exchange = caught(new UnknownHostException("sftp.example.org"));
        exchange.setVariable("partner", partner);
        sftpFaults.check(exchange);
        assertThat(destinations.get(partner).pausedBy()).isEqualTo("admin-1");
    }

    @Test
    void aLateWordOnTheSubscriptionIsNotKept() {
        refused(subscription::due);
        refused(subscription::asked);
        refused(() -> subscription.refused(caught(new DeliveryFault(DeliveryFault.Kind.PARK, "spdci-rjct", "no", null))));
    }

    @Test
    void aRoundOfReconciliationEndsWithItsLease() {
        refused(reconciliation::run);
    }

    @Test
    void twoNodesWriteAReceiptUnderTwoNames() {
        List<GenericFileEndpoint<?>> receipts = camel.getEndpoints().stream()
                .filter(endpoint -> endpoint.getEndpointUri().matches("sftp:.*/receipts.*"))
                .<GenericFileEndpoint<?>>map(endpoint -> (GenericFileEndpoint<?>) endpoint).toList();
        assertThat(receipts).isNotEmpty().allSatisfy(endpoint -> {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setHeader(Exchange.FILE_NAME, "list.receipt.csv");
            exchange.setVariable("epoch", 7L);
            assertThat(endpoint.getTempFileName().evaluate(exchange, String.class)).isEqualTo("list.receipt.csv.part7");
        });
    }

    private void refused(ThrowingCallable write) {
        running.begin(LOST);
        assertThatThrownBy(write).isInstanceOf(LeaseLostException.class);
    }

    private Exchange caught(Exception thrown) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, thrown);
        return exchange;
    }
}
