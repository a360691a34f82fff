package pk.rabta.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.sax.SAXSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** XML read with no document type, hence no entity, and with nothing fetched. */
final class Xml {

    private static final Pattern DECLARATION = Pattern.compile("\\A\\uFEFF?<\\?xml[^>]*\\?>");

    private Xml() {}

    static XMLReader reader() throws SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setXIncludeAware(false);
            return factory.newSAXParser().getXMLReader();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser lacks a safety switch", e);
        }
    }

    static SAXSource source(byte[] document) {
        try {
            return new SAXSource(reader(), new InputSource(new ByteArrayInputStream(document)));
        } catch (SAXException e) {
            throw new IllegalStateException("The JDK's XML parser cannot be made", e);
        }
    }

    /** The document's bytes; text has its declaration taken off, since the encoding named there no longer holds. */
    static byte[] read(String id, Object input) {
        try {
            return switch (input) {
                case byte[] bytes -> bytes;
                case String text -> DECLARATION.matcher(text).replaceFirst("").getBytes(StandardCharsets.UTF_8);
                case InputStream stream -> stream.readAllBytes();
                default ->
                    throw MappingException.at(
                            id,
                            "",
                            "a body of type " + input.getClass().getSimpleName() + " cannot be read",
                            "Give XML as byte[], String or InputStream.");
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The body could not be read for " + id, e);
        }
    }
}
