package pk.rabta.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.jaxws.DispatchImpl;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.connector.soap.WsAccount.Show;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.sandbox.pbm.PbmSimulator;

/** What CXF makes of a partner's ways to fail, on the wire; a body that is no application is refused as ours. */
class SoapCallTest {

    private static final String NAMESPACE = "urn:pbm:ifa:1";

    private final PbmSimulator office = new PbmSimulator();

    @BeforeEach
    void start() {
        office.start();
    }

    @AfterEach
    void stop() {
        office.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void refusedCredentialsAreKnownAsSuch(String version) {
        assertFault(version, account("wrong"), Kind.PARTNER, "ws-security");
        assertThat(office.ledger().entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void faultsAreToldApartInBothVersions(String version) {
        assertFault(version, account(password()), Kind.PARK, "soap-client");
        office.answerFault(false, 1);
        assertFault(version, account(password()), Kind.RETRY, "soap-server");
    }

    @Test
    void aStatusWithoutAnEnvelopeCountsAsSuch() {
        office.faults().storm(503, 1);
        assertFault("11", account(password()), Kind.RETRY, "http-503");
        office.faults().storm(403, 1);
        assertFault("11", account(password()), Kind.PARTNER, "http-403");
        office.faults().storm(404, 1);
        assertFault("11", account(password()), Kind.PARK, "http-404");
    }

    @Test
    void nobodyKnowsWhatHappenedWhenNoAnswerComes() {
        office.faults().blackHole(1);
        assertFault("11", account(password()), Kind.IN_DOUBT, "timeout");
        office.faults().clear();
        office.faults().refuse();
        assertFault("11", account(password()), Kind.RETRY, "unreachable");
    }

    private void assertFault(String version, WsAccount account, Kind kind, String code) {
        Throwable thrown = catchThrowable(() -> call(version, account));
        assertThat(thrown).isNotNull();
        DeliveryFault fault = SoapFaults.classify(thrown);
        assertThat(fault).as(thrown.toString()).isNotNull();
        assertThat(fault.code()).as(thrown.toString()).isEqualTo(code);
        assertThat(fault.kind()).isEqualTo(kind);
    }

    private void call(String version, WsAccount account) throws Exception {
        Service service = Service.create(Path.of("mappings/pbm/applications.wsdl").toUri().toURL(),
                new QName(NAMESPACE, "Applications"));
        Dispatch<Source> dispatch = service.createDispatch(new QName(NAMESPACE, "ApplicationsSoap" + version),
                Source.class, Service.Mode.PAYLOAD);
        try (Client client = ((DispatchImpl<Source>) dispatch).getClient()) {
            dispatch.getRequestContext().put(Dispatch.ENDPOINT_ADDRESS_PROPERTY, office.url() + "/bms/" + version);
            WsSecurity.sign(client.getEndpoint(), account);
            HTTPClientPolicy policy = new HTTPClientPolicy();
            policy.setReceiveTimeout(1000);
            policy.setVersion("1.1");
            ((HTTPConduit) client.getConduit()).setClient(policy);
            dispatch.invoke(new StreamSource(new StringReader("<SubmitApplication xmlns=\"" + NAMESPACE + "\"/>")));
        }
    }

    private WsAccount account(String password) {
        return new WsAccount(office.settings().get("PBM_USERNAME"), password, Show.DIGEST);
    }

    private String password() {
        return office.settings().get("PBM_PASSWORD");
    }
}
