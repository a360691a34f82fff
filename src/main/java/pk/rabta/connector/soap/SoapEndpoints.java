package pk.rabta.connector.soap;

import java.time.Duration;
import java.util.List;
import org.apache.camel.component.cxf.jaxws.CxfConfigurer;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.frontend.AbstractWSDLBasedEndpointFactory;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.stereotype.Component;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerTls;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/**
 * Secures each SOAP endpoint of a route by the profile of the partner that its option {@code properties.partner} names:
 * {@code auth} for what the hub calls, {@code receive} for what it serves.
 */
@Component("soapEndpoints")
class SoapEndpoints implements CxfConfigurer {

    private static final String PARTNER = "partner";
    private static final String TYPE = "ws-username";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Partners partners;
    private final PartnerTls tls;

    SoapEndpoints(Partners partners, PartnerTls tls) {
        this.partners = partners;
        this.tls = tls;
    }

    @Override
    public void configure(AbstractWSDLBasedEndpointFactory factory) {
        // All is done on the finished endpoint.
    }

    @Override
    public void configureClient(Client client) {
        String id = partner(client.getEndpoint());
        PartnerProfile profile = partners.get(id);
        PartnerProfile.Auth auth = profile.auth();
        WsAccount account = account(id, "auth", auth.type(), auth.username(), auth.password());
        if (account.show() == WsAccount.Show.TEXT && !String.valueOf(profile.url()).startsWith("https:")) {
            throw new WrongSettingsException(key(id, "options.password")
                    + " is 'text', which needs an https address in " + key(id, "url"), null);
        }
        WsSecurity.sign(client.getEndpoint(), account);
        XmlLimits.apply(client.getEndpoint());
        SoapAnswers.limit(client.getEndpoint(), profile.delivery().timeout());
        HTTPConduit conduit = (HTTPConduit) client.getConduit();
        limit(conduit, profile.delivery().timeout());
        trust(conduit, tls.of(id));
    }

    @Override
    public void configureServer(Server server) {
        String id = partner(server.getEndpoint());
        PartnerProfile.Receive receive = partners.get(id).receive();
        WsSecurity.check(server.getEndpoint(),
                account(id, "receive", receive.type(), receive.username(), receive.password()));
        XmlLimits.apply(server.getEndpoint());
        server.getEndpoint().getOutFaultInterceptors().add(new QuietFaults());
    }

    private WsAccount account(String id, String section, String type, @Nullable String user, @Nullable String password) {
        if (!TYPE.equals(type) || user == null || password == null || password.isBlank()) {
            throw new WrongSettingsException(key(id, section) + " must be of type " + TYPE
                    + " with username and password: its route speaks SOAP", null);
        }
        String show = partners.get(id).options().getOrDefault("password", "digest");
        return new WsAccount(user, password, WsAccount.Show.parse(show));
    }

    private static String partner(Endpoint endpoint) {
        if (endpoint.get(PARTNER) instanceof String id) {
            return id;
        }
        throw new IllegalStateException("A cxf endpoint needs the option properties.partner");
    }

    private static void limit(HTTPConduit conduit, Duration timeout) {
        HTTPClientPolicy policy = new HTTPClientPolicy();
        policy.setConnectionTimeout(Math.min(timeout.toMillis(), CONNECT.toMillis()));
        policy.setReceiveTimeout(timeout.toMillis());
        policy.setAllowChunking(false);
        policy.setAutoRedirect(false);
        // The JDK's client would offer HTTP/2, which old servers take for a fault.
        policy.setVersion("1.1");
        conduit.setClient(policy);
    }

    private static void trust(HTTPConduit conduit, SslBundle bundle) {
        TLSClientParameters parameters = new TLSClientParameters();
        parameters.setSslContext(bundle.createSslContext());
        // CXF can name one protocol; without, the Java machine's own list holds, which begins with TLS 1.2.
        String[] protocols = bundle.getOptions().getEnabledProtocols();
        if (protocols.length == 1) {
            parameters.setSecureSocketProtocol(protocols[0]);
        }
        if (bundle.getOptions().getCiphers() != null) {
            parameters.setCipherSuites(List.of(bundle.getOptions().getCiphers()));
        }
        conduit.setTlsClientParameters(parameters);
    }

    private static String key(String id, String name) {
        return "rabta.partners." + id + "." + name;
    }
}
