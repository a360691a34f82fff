package pk.rabta.connector.soap;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.jaxws.DispatchImpl;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerTls;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.Secrets;

/** A call of a partner's service, by a client that {@link SoapEndpoints} made as it makes the hub's. */
final class HubSoapClient {

    private static final String NAMESPACE = "urn:pbm:ifa:1";
    /** Of its own: the JVM's default one may be a hub's that is still starting, or has ended. */
    private static final Bus BUS = bus();

    private HubSoapClient() {}

    /** Calls what is at this address and reads its answer to the end. */
    static void call(URI url, Duration timeout) throws Exception {
        Bus before = BusFactory.getAndSetThreadDefaultBus(BUS);
        try {
            callByItsBus(url, timeout);
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    private static void callByItsBus(URI url, Duration timeout) throws Exception {
        Service service = Service.create(Path.of("mappings/pbm/applications.wsdl").toUri().toURL(),
                new QName(NAMESPACE, "Applications"));
        Dispatch<Source> dispatch = service.createDispatch(new QName(NAMESPACE, "ApplicationsSoap11"), Source.class,
                Service.Mode.PAYLOAD);
        try (Client client = ((DispatchImpl<Source>) dispatch).getClient()) {
            client.getEndpoint().put("partner", "pbm");
            client.getEndpoint().getEndpointInfo().setAddress(url.toString());
            // Before its connection is made, for which the address in the context counts too.
            dispatch.getRequestContext().put(Dispatch.ENDPOINT_ADDRESS_PROPERTY, url.toString());
            endpoints(timeout).configureClient(client);
            Source answer = dispatch.invoke(new StreamSource(new StringReader(
                    "<SubmitApplication xmlns=\"" + NAMESPACE + "\"/>")));
            TransformerFactory.newDefaultInstance().newTransformer().transform(answer, new StreamResult(new StringWriter()));
        }
    }

    private static Bus bus() {
        ExtensionManagerBus bus = new ExtensionManagerBus();
        bus.initialize();
        return bus;
    }

    private static SoapEndpoints endpoints(Duration timeout) {
        PartnerProfile profile = mock(PartnerProfile.class);
        when(profile.auth()).thenReturn(new PartnerProfile.Auth("ws-username", null, null, null, "rabta", Secrets.password(),
                null, Set.of()));
        when(profile.delivery()).thenReturn(new PartnerProfile.Delivery(timeout, mock(), 1, "always", "resend", List.of()));
        Partners partners = mock(Partners.class);
        when(partners.get("pbm")).thenReturn(profile);
        PartnerTls tls = mock(PartnerTls.class);
        when(tls.of(any())).thenReturn(SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE,
                SslOptions.of((String[]) null, new String[] {"TLSv1.2", "TLSv1.3"})));
        return new SoapEndpoints(partners, tls);
    }
}
