package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.SaxonApiUncheckedException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmMap;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.UncheckedXPathException;
import org.jspecify.annotations.Nullable;

/**
 * XML on one side or both. A JSON input is the stylesheet's parameter {@code document}, a map, and the stylesheet
 * starts at {@code xsl:initial-template}; an XML input is the node that its templates match. A JSON output is the map
 * that the stylesheet gives; an XML output is what it builds.
 */
record XsltMapping(String id, String file, Processor processor, XsltExecutable stylesheet, Side from, Side to)
        implements Mapping {

    static final QName DOCUMENT = new QName("document");

    @Override
    public Object apply(Object input) {
        Xslt30Transformer run = stylesheet.load30();
        shut(run);
        try {
            return switch (from) {
                case Side.OfJson json -> fromJson(run, json, Json.read(id, input));
                case Side.OfXml xml -> fromXml(run, xml, Xml.read(id, input));
            };
        } catch (SaxonApiException | SaxonApiUncheckedException | UncheckedXPathException | Refusal e) {
            throw failure(e);
        }
    }

    /** Nothing is printed, since messages may quote values, and there is no second output. */
    static void shut(Xslt30Transformer run) {
        run.setErrorReporter(error -> {});
        run.setMessageHandler(message -> {});
        run.setResultDocumentHandler(uri -> {
            throw new Refusal("a second output is not allowed", "Correct the stylesheet.");
        });
    }

    private Object fromJson(Xslt30Transformer run, Side.OfJson side, JsonNode document) throws SaxonApiException {
        side.check(id, Side.INPUT, document);
        run.setStylesheetParameters(Map.of(DOCUMENT, XdmJson.toXdm(document)));
        return switch (to) {
            case Side.OfJson json -> checked(json, run.callTemplate(null));
            case Side.OfXml xml -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                run.callTemplate(null, serializer(bytes));
                yield checked(xml, bytes);
            }
        };
    }

    private Object fromXml(Xslt30Transformer run, Side.OfXml side, byte[] document) throws SaxonApiException {
        side.check(id, Side.INPUT, document);
        XdmNode node = processor.newDocumentBuilder().build(Xml.source(document));
        run.setGlobalContextItem(node);
        return switch (to) {
            case Side.OfJson json -> checked(json, run.applyTemplates(node));
            case Side.OfXml xml -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                run.applyTemplates(node, serializer(bytes));
                yield checked(xml, bytes);
            }
        };
    }

    private JsonNode checked(Side.OfJson side, XdmValue result) throws SaxonApiException {
        if (result.size() != 1 || !(result.itemAt(0) instanceof XdmMap)) {
            throw MappingException.at(
                    id, file, "the stylesheet did not give one map", "Give the JSON document as one map.");
        }
        JsonNode json = XdmJson.toJson(result);
        side.check(id, Side.OUTPUT, json);
        return json;
    }

    private byte[] checked(Side.OfXml side, ByteArrayOutputStream result) {
        byte[] xml = result.toByteArray();
        side.check(id, Side.OUTPUT, xml);
        return xml;
    }

    private Serializer serializer(ByteArrayOutputStream bytes) {
        Serializer serializer = processor.newSerializer(bytes);
        serializer.setOutputProperty(Serializer.Property.METHOD, "xml");
        serializer.setOutputProperty(Serializer.Property.ENCODING, "UTF-8");
        serializer.setOutputProperty(Serializer.Property.INDENT, "no");
        return serializer;
    }

    private MappingException failure(Exception e) {
        String where =
                file + (e instanceof SaxonApiException s && s.getLineNumber() > 0 ? ":" + s.getLineNumber() : "");
        Refusal refusal = refusal(e);
        if (refusal != null) {
            return MappingException.at(id, where, refusal.what(), refusal.remedy());
        }
        String code = e instanceof SaxonApiException s && s.getErrorCode() != null
                ? " (" + s.getErrorCode().getLocalName() + ")"
                : "";
        return MappingException.at(id, where, "the stylesheet failed on this input" + code, "Look at the line named.");
    }

    private static @Nullable Refusal refusal(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }
}
