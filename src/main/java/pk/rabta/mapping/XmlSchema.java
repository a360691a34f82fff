package pk.rabta.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/** A compiled XSD. What it reports are paths of elements and the rule broken, never a value. */
final class XmlSchema {

    private final Schema schema;

    private XmlSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles an XSD; it may include or import only files of its own folder.
     *
     * @throws MappingException with file and line
     */
    static XmlSchema load(Folder folder, Path file) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
                Path wanted =
                        systemId == null ? null : file.resolveSibling(systemId).normalize();
                if (wanted == null || !file.getParent().equals(wanted.getParent())) {
                    throw MappingException.at(
                            folder.name(file),
                            "",
                            "an import leads out of the folder",
                            "Put the imported XSD beside this one and give its schemaLocation as a bare file name.");
                }
                return null;
            });
            return new XmlSchema(factory.newSchema(new StreamSource(file.toUri().toString())));
        } catch (SAXParseException e) {
            throw MappingException.at(
                    folder.name(file),
                    folder.name(file) + ":" + e.getLineNumber(),
                    String.valueOf(e.getMessage()),
                    "Correct the XSD.");
        } catch (SAXException e) {
            throw MappingException.at(folder.name(file), "", String.valueOf(e.getMessage()), "Correct the XSD.");
        }
    }

    /** @throws Malformed if it is no document that could be held against the schema */
    List<Violation> violations(byte[] document) throws Malformed {
        Collector collector = new Collector();
        try {
            ValidatorHandler validator = schema.newValidatorHandler();
            validator.setErrorHandler(collector);
            XMLReader reader = Xml.reader();
            collector.setParent(reader);
            collector.setErrorHandler(collector);
            collector.setContentHandler(validator);
            collector.parse(new InputSource(new ByteArrayInputStream(document)));
        } catch (SAXException e) {
            collector.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return collector.found.stream().distinct().toList();
    }

    /** Sits before the validator, so that it knows the path of what the validator complains about. */
    private static final class Collector extends XMLFilterImpl implements ErrorHandler {

        /** How the parser's messages begin about what is XML, but bigger in some way than it reads. */
        private static final String LIMIT = "JAXP";

        private final Deque<String> open = new ArrayDeque<>();
        private final List<Violation> found = new ArrayList<>();
        private @Nullable Malformed malformed;

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes)
                throws SAXException {
            open.addLast(local);
            super.startElement(uri, local, qualified, attributes);
        }

        @Override
        public void endElement(String uri, String local, String qualified) throws SAXException {
            super.endElement(uri, local, qualified);
            open.removeLast();
        }

        String path() {
            return "/" + String.join("/", open);
        }

        @Override
        public void warning(SAXParseException e) {
            // A warning is no violation.
        }

        @Override
        public void error(SAXParseException e) {
            found.add(new Violation(path(), text(String.valueOf(e.getMessage()))));
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            String message = String.valueOf(e.getMessage());
            boolean limit = message.startsWith(LIMIT);
            String text = limit ? "is larger in a part than is read" : message.contains("DOCTYPE")
                    ? "has a document type, which is refused" : "is no well-formed XML";
            Violation violation = new Violation(path(), text + " (line " + e.getLineNumber() + ")");
            if (limit) {
                found.add(violation);
            } else {
                malformed = new Malformed(violation);
            }
            throw new SAXException("stop");
        }

        /** Why reading stopped: what is none is told as that; what was found wrong before it says nothing. */
        void end() throws Malformed {
            if (malformed != null) {
                throw malformed;
            } else if (found.isEmpty()) {
                found.add(new Violation(path(), "cannot be read"));
            }
        }

        /** Only messages on structure name no values; of any other just the rule's name is kept. */
        private static String text(String message) {
            int colon = message.indexOf(':');
            String rule = colon > 0 ? message.substring(0, colon) : "invalid";
            boolean structure = rule.startsWith("cvc-complex-type.2.4")
                    || rule.equals("cvc-complex-type.4")
                    || rule.equals("cvc-elt.1.a");
            return structure
                    ? message.substring(colon + 1).strip() + " (" + rule + ")"
                    : "the value does not fit its type (" + rule + ")";
        }
    }
}
