package pk.rabta.mapping;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.sax.SAXSource;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.lib.ResourceRequest;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Compiles stylesheets in a Saxon that can reach nothing but {@code mappings/lib}. */
final class Stylesheets {

    private Stylesheets() {}

    static Processor processor(Functions functions) {
        Processor processor = new Processor(false);
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        var configuration = processor.getUnderlyingConfiguration();
        configuration.setResourceResolver(request -> {
            throw outside();
        });
        configuration.setUnparsedTextURIResolver((uri, encoding, config) -> {
            throw outside();
        });
        configuration.setCollectionFinder((context, uri) -> {
            throw outside();
        });
        XsltFunctions.of(functions).forEach(processor::registerExtensionFunction);
        return processor;
    }

    static XsltExecutable compile(String id, Path file, Source source, Source.Library library, Processor processor) {
        List<Violation> wrong = new ArrayList<>();
        XsltCompiler compiler = processor.newXsltCompiler();
        compiler.setErrorReporter(error -> report(error, source, wrong));
        compiler.setResourceResolver(request -> imported(request, library));
        try {
            return compiler.compile(source(source, file));
        } catch (SaxonApiException e) {
            if (wrong.isEmpty()) {
                wrong.add(new Violation(source.name(), String.valueOf(e.getMessage())));
            }
            throw new MappingException(id, "the stylesheet does not compile", wrong, "Correct the stylesheet.");
        }
    }

    static XPathException outside() {
        return new XPathException("a mapping may read nothing but its input");
    }

    private static void report(XmlProcessingError error, Source source, List<Violation> wrong) {
        if (!error.isWarning()) {
            var at = error.getLocation();
            String file = at == null || at.getSystemId() == null
                    ? source.name()
                    : at.getSystemId().replaceFirst(".*/mappings?(-[a-z]+)?/", "mappings/");
            wrong.add(new Violation(file + ":" + (at == null ? 0 : at.getLineNumber()), error.getMessage()));
        }
    }

    private static SAXSource imported(ResourceRequest request, Source.Library library) throws XPathException {
        try {
            Path wanted = Path.of(java.net.URI.create(request.uri));
            Source source =
                    library.find(library.folder().root().relativize(wanted).toString());
            return source(source, wanted);
        } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            throw outside();
        }
    }

    private static SAXSource source(Source source, Path file) {
        try {
            InputSource input = new InputSource(new StringReader(source.text()));
            input.setSystemId(file.toUri().toString());
            return new SAXSource(Xml.reader(), input);
        } catch (SAXException e) {
            throw new IllegalStateException("The JDK's XML parser cannot be made", e);
        }
    }
}
