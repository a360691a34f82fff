package pk.rabta.sandbox.pbm;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import pk.rabta.sandbox.SandboxException;

/** The element in a SOAP body, read by local names. */
record Body(Element element) {

    static final String NAMESPACE = "urn:pbm:ifa:1";

    static Body of(Source source) {
        try {
            DOMResult result = new DOMResult();
            TransformerFactory.newDefaultInstance().newTransformer().transform(source, result);
            return new Body(((Document) result.getNode()).getDocumentElement());
        } catch (TransformerException e) {
            throw new SandboxException("The body cannot be read", e);
        }
    }

    static Source source(String xml) {
        return new StreamSource(new StringReader(xml));
    }

    String xml() {
        try {
            StringWriter text = new StringWriter();
            TransformerFactory.newDefaultInstance().newTransformer()
                    .transform(new DOMSource(element), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new SandboxException("The body cannot be written", e);
        }
    }

    String name() {
        return element.getLocalName();
    }

    /** The text of the first element of that name anywhere below, or "". */
    String text(String name) {
        return first(name).map(Body::text).orElse("");
    }

    String text() {
        return element.getTextContent().strip();
    }

    boolean isTrue(String name) {
        return text(name).equals("true");
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    Optional<Body> first(String name) {
        return all(name).stream().findFirst();
    }

    List<Body> all(String name) {
        NodeList found = element.getElementsByTagNameNS(NAMESPACE, name);
        List<Body> all = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            all.add(new Body((Element) found.item(i)));
        }
        return all;
    }
}
