package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine itself is shut too: what the rules for the text overlook still reaches nothing. */
class StylesheetsTest {

    @TempDir
    private Path folder;

    private final Processor processor =
            Stylesheets.processor(new Functions("post", CodeLists.load(MappingFolder.FIXTURES)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc('%s')",
                "unparsed-text('%s')",
                "collection('%s')",
                "json-doc('%s')",
                "transform(map { 'stylesheet-location': '%s', 'source-node': parse-xml('&lt;a/&gt;') })"
            })
    void no_function_reads_a_file(String call) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.xml"), "<secret/>");
        assertThatThrownBy(() -> run("<xsl:sequence select=\"" + call.formatted(secret.toUri()) + "\"/>"))
                .isInstanceOf(SaxonApiException.class);
    }

    @Test
    void no_second_document_is_written() {
        Path target = folder.resolve("out.xml");
        assertThatThrownBy(
                () -> run("<xsl:result-document href=\"" + target.toUri() + "\"><a/></xsl:result-document>"));
        assertThat(target).doesNotExist();
    }

    @Test
    void java_cannot_be_called() {
        assertThatThrownBy(() ->
                        run("<xsl:sequence select=\"s:getProperty('user.home')\" xmlns:s=\"java:java.lang.System\"/>"))
                .isInstanceOfAny(SaxonApiException.class, MappingException.class);
    }

    private void run(String instruction) throws SaxonApiException {
        String text = "<xsl:stylesheet version=\"3.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><xsl:template"
                + " name=\"xsl:initial-template\">"
                + instruction + "</xsl:template></xsl:stylesheet>";
        Source source = new Source("mappings/post/try.xsl", text);
        Source.Library library =
                new Source.Library(Folder.at(MappingFolder.FIXTURES), "post", CodeLists.load(MappingFolder.FIXTURES));
        var transformer = Stylesheets.compile("post/try", folder.resolve("try.xsl"), source, library, processor)
                .load30();
        XsltMapping.shut(transformer);
        transformer.callTemplate(null);
    }
}
