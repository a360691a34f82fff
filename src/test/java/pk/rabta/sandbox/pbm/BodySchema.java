package pk.rabta.sandbox.pbm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;
import pk.rabta.sandbox.SandboxException;

/** The schemas of the messages, by the element that each declares. */
final class BodySchema {

    private static final Map<String, String> ELEMENTS = Map.of("application", "SubmitApplication",
            "documents", "AddDocuments", "answer", "AnswerInformation", "contact", "ChangeContact",
            "withdrawal", "WithdrawApplication", "noticereceipt", "NoticeReceipt");

    private final Map<String, Schema> schemas = new LinkedHashMap<>();

    private BodySchema() {}

    static BodySchema of(Path folder, String... files) {
        BodySchema all = new BodySchema();
        for (String file : files) {
            try {
                all.schemas.put(ELEMENTS.getOrDefault(file, file), SchemaFactory.newDefaultInstance()
                        .newSchema(folder.resolve(file + ".xsd").toFile()));
            } catch (SAXException e) {
                throw new SandboxException(file + ".xsd: " + e.getMessage(), e);
            }
        }
        return all;
    }

    /** The rule that the body breaks first, without its values. */
    Optional<String> violation(Body body) {
        Schema schema = schemas.get(body.name());
        if (schema == null) {
            return Optional.of("unknown element " + body.name());
        }
        try {
            var validator = schema.newValidator();
            validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            validator.validate(new DOMSource(body.element()));
            return Optional.empty();
        } catch (SAXException e) {
            String message = String.valueOf(e.getMessage());
            return Optional.of(message.contains(":") ? message.substring(0, message.indexOf(':')) : "invalid");
        } catch (IOException e) {
            throw new SandboxException("The body cannot be validated", e);
        }
    }
}
