package pk.rabta.sandbox.pbm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.wss4j.common.WSS4JConstants;
import org.apache.wss4j.common.util.WSTimeSource;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.message.WSSecHeader;
import org.apache.wss4j.dom.message.WSSecTimestamp;
import org.apache.wss4j.dom.message.WSSecUsernameToken;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import pk.rabta.sandbox.SandboxException;

/** A SOAP envelope made by hand, so that a test can also make a wrong one. */
final class Envelope {

    /** Which SOAP. */
    enum Version {
        SOAP11("http://schemas.xmlsoap.org/soap/envelope/", "text/xml; charset=utf-8"),
        SOAP12("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml; charset=utf-8");

        final String namespace;
        final String contentType;

        Version(String namespace, String contentType) {
            this.namespace = namespace;
            this.contentType = contentType;
        }
    }

    private final Document document;
    private final Element header;

    private Envelope(Version version, String body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            document = factory.newDocumentBuilder().newDocument();
            Element root = element(version, "Envelope", document);
            header = element(version, "Header", root);
            Element content = element(version, "Body", root);
            Document payload = factory.newDocumentBuilder().parse(new ByteArrayInputStream(body.getBytes("UTF-8")));
            content.appendChild(document.importNode(payload.getDocumentElement(), true));
        } catch (Exception e) {
            throw new SandboxException("The body is not XML", e);
        }
    }

    static Envelope of(Version version, String body) {
        return new Envelope(version, body);
    }

    /** With a digest of the password and a Timestamp, both of this moment. */
    Envelope signed(String user, String password) {
        return signed(user, password, WSS4JConstants.PASSWORD_DIGEST, Duration.ZERO);
    }

    /** With the password shown in this way, made so long ago. */
    Envelope signed(String user, String password, String type, Duration age) {
        try {
            WSSecHeader security = new WSSecHeader(document);
            security.insertSecurityHeader();
            WSTimeSource time = () -> Instant.now().minus(age);
            WSSConfig config = WSSConfig.getNewInstance();
            config.setCurrentTime(time);
            WSSecTimestamp timestamp = new WSSecTimestamp(security);
            timestamp.setWsTimeSource(time);
            timestamp.setTimeToLive(300);
            timestamp.build();
            WSSecUsernameToken token = new WSSecUsernameToken(security);
            token.setWsTimeSource(time);
            token.setPasswordType(type);
            token.setUserInfo(user, password);
            token.build();
            return this;
        } catch (Exception e) {
            throw new SandboxException("The envelope cannot be signed", e);
        }
    }

    Element header() {
        return header;
    }

    byte[] bytes() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            TransformerFactory.newDefaultInstance().newTransformer()
                    .transform(new DOMSource(document), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (Exception e) {
            throw new SandboxException("The envelope cannot be written", e);
        }
    }

    private Element element(Version version, String name, Node parent) {
        Element element = document.createElementNS(version.namespace, "soap:" + name);
        parent.appendChild(element);
        return element;
    }
}
