package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder with a fault in it stops the start, and the message says where. */
class MappingStartTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        MappingFolder.copy(folder);
    }

    @Test
    void missing_folder_names_the_setting() {
        assertRefused(folder.resolve("nowhere"), "rabta.home");
    }

    @Test
    void misspelt_jslt_function_has_its_position() throws IOException {
        write("post/visit-to-card.jslt", "{\n  \"day\": uppercas(.on)\n}");
        assertRefused(folder, "mappings/post/visit-to-card.jslt:2:10", "uppercas");
    }

    @Test
    void undeclared_jslt_variable_has_its_position() throws IOException {
        write("post/visit-to-card.jslt", "{\n  \"day\": $dya\n}");
        assertRefused(folder, "mappings/post/visit-to-card.jslt:2:10", "dya");
    }

    @Test
    void undeclared_xslt_variable_has_its_line() throws IOException {
        write(
                "post/letter-to-visit.xsl",
                stylesheet("<xsl:template match=\"/\">\n<xsl:sequence select=\"$dya\"/></xsl:template>"));
        assertRefused(folder, "post/letter-to-visit.xsl:2", "dya");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now()",
                "uuid()",
                "random()",
                "parse-time(.on, \"yyyy\")",
                "format-time(1, \"yyyy\")",
                "error(\"no\")"
            })
    void jslt_that_is_impure_or_lenient_is_refused(String call) throws IOException {
        write("post/visit-to-card.jslt", "// now() in a comment is fine\n{ \"day\": " + call + ", \"at\": \"now()\" }");
        assertRefused(
                folder,
                "mappings/post/visit-to-card.jslt:2:10",
                call.substring(0, call.indexOf('(') + 1) + " is not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc('x.xml')",
                "document('x.xml')",
                "unparsed-text('x')",
                "json-doc('x')",
                "collection()",
                "current-dateTime()",
                "environment-variable('HOME')",
                "fn:doc('x')",
                "trace('x')"
            })
    void xslt_that_reads_or_prints_elsewhere_is_refused(String call) throws IOException {
        write(
                "post/letter-to-visit.xsl",
                stylesheet("<xsl:template match=\"/\">\n<xsl:sequence select=\"" + call + "\"/></xsl:template>"));
        assertRefused(folder, "mappings/post/letter-to-visit.xsl:2", "is not allowed in a mapping");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<xsl:message>x</xsl:message>", "<xsl:result-document href=\"x\"/>"})
    void xslt_with_other_outputs_is_refused(String instruction) throws IOException {
        write("post/letter-to-visit.xsl", stylesheet("<xsl:template match=\"/\">\n" + instruction + "</xsl:template>"));
        assertRefused(folder, "mappings/post/letter-to-visit.xsl:2:2", "is not allowed in a mapping");
    }

    @Test
    void imports_come_from_the_library_only() throws IOException {
        write("outside.jslt", "def a(b) $b");
        write("post/visit-to-card.jslt", "import \"outside.jslt\" as o\n{ \"day\": o:a(.on) }");
        assertRefused(folder, "outside.jslt", "mappings/lib");
    }

    @Test
    void stylesheets_import_from_the_library_only() throws IOException {
        write("post/other.txt", stylesheet(""));
        write("post/letter-to-visit.xsl", stylesheet("<xsl:import href=\"other.txt\"/>"));
        assertRefused(folder, "mappings/lib");
    }

    @Test
    void missing_schema_is_named() throws IOException {
        Files.delete(folder.resolve("post/card.schema.json"));
        assertRefused(folder, "mappings/post/visit-to-card.jslt", "there is no schema for card");
    }

    @Test
    void two_schemas_of_one_name_are_refused() throws IOException {
        Files.copy(folder.resolve("post/letter.xsd"), folder.resolve("post/card.xsd"));
        assertRefused(folder, "there are two schemas for card");
    }

    @Test
    void two_mappings_of_one_name_are_refused() throws IOException {
        write("post/visit-to-card.xsl", stylesheet("<xsl:param name=\"document\"/>"));
        assertRefused(folder, "mappings/post/visit-to-card.xsl", "there are two mappings of this name");
    }

    @Test
    void a_name_without_both_ends_is_refused() throws IOException {
        write("post/helper.jslt", "{}");
        assertRefused(folder, "mappings/post/helper.jslt", "a mapping is named <from>-to-<to>");
    }

    @Test
    void jslt_does_not_write_xml() throws IOException {
        Files.delete(folder.resolve("post/visit-to-letter.xsl"));
        write("post/visit-to-letter.jslt", "{}");
        assertRefused(folder, "JSLT reads and writes JSON only");
    }

    @Test
    void a_stylesheet_must_take_its_json() throws IOException {
        write("post/visit-to-letter.xsl", stylesheet("<xsl:template name=\"xsl:initial-template\"/>"));
        assertRefused(
                folder,
                "mappings/post/visit-to-letter.xsl",
                "Declare <xsl:param name=\"document\"",
                "does not take its JSON input");
    }

    @Test
    void missing_code_table_has_its_position() throws IOException {
        write("post/visit-to-card.jslt", "{\n  \"at\": code(\"colour\", .place)\n}");
        assertRefused(
                folder,
                "mappings/post/visit-to-card.jslt:2:9",
                "there is no code table mappings/post/codes/colour.csv");
    }

    @Test
    void the_name_of_a_list_is_a_literal() throws IOException {
        write("post/visit-to-card.jslt", "{ \"at\": code(.name, .place) }");
        assertRefused(folder, "needs the name of its list in quotes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canonical,partner\\n"
                        + "HOME,H\\n"
                        + "GARDEN,G|place.csv:3|canonical code GARDEN is not in mappings/codes/place.yaml",
                "canonical,partner\\nSURGERY,S|place.csv:2|canonical code SURGERY is not in",
                "canonical,partner\\nHOME,H\\nHOME,H2|place.csv:3|two partner codes",
                "canonical,partner\\nHOME,X\\nCLINIC,X|place.csv:3|two canonical codes",
                "canonical,partner\\nHOME,|place.csv:2|must both be given",
                "canonical,partner,use\\nHOME,H,maybe|place.csv:2|use must be both, out or in",
                "ours,theirs\\nHOME,H|place.csv:1|the first line must be canonical,partner"
            })
    void wrong_table_has_its_line(String text, String where, String what) throws IOException {
        write("post/codes/place.csv", text.replace("\\n", "\n"));
        assertRefused(folder, "mappings/post/codes/" + where + ": ", what);
    }

    @Test
    void a_table_needs_its_canonical_list() throws IOException {
        write("post/codes/colour.csv", "canonical,partner\nRED,R");
        assertRefused(
                folder, "mappings/post/codes/colour.csv:1", "there is no canonical list mappings/codes/colour.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ code: HOME, en: Home, ur: گھر }\\n  - { code: HOME, en: Home, ur: گھر }|HOME is listed twice",
                "{ code: HOME, en: Home }|lacks code, en or ur",
                "{ code: HOME, en: Home, ur: گھر, colour: red }|colour",
                "{ code: HOME, en: Home, ur: گھر, aliasOf: HUT }|refers to HUT"
            })
    void wrong_list_is_refused(String entries, String what) throws IOException {
        write("codes/place.yaml", "title: Places\ncodes:\n  - " + entries.replace("\\n", "\n"));
        assertRefused(folder, "mappings/codes/place.yaml", what);
    }

    @Test
    void a_schema_that_refers_elsewhere_is_refused() throws IOException {
        write(
                "post/card.schema.json",
                "{ \"properties\": { \"day\": { \"$ref\": \"https://schemas.invalid/day\" } } }");
        assertRefused(folder, "mappings/post/card.schema.json");
    }

    @Test
    void a_schema_with_an_unknown_type_is_refused() throws IOException {
        write("post/card.schema.json", "{ \"type\": \"objekt\" }");
        assertRefused(folder, "mappings/post/card.schema.json#/type");
    }

    @Test
    void everything_wrong_is_told_at_once() throws IOException {
        write("post/visit-to-card.jslt", "{ \"day\": now() }");
        write("post/card-to-visit.jslt", "{ \"day\": ");
        assertRefused(folder, "post/visit-to-card.jslt:1:10", "post/card-to-visit.jslt");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static String stylesheet(String content) {
        return "<xsl:stylesheet version=\"3.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\""
                + " xmlns:fn=\"http://www.w3.org/2005/xpath-functions\">"
                + content + "</xsl:stylesheet>";
    }

    private static void assertRefused(Path folder, String... texts) {
        assertThatThrownBy(() -> MappingFolder.load(folder))
                .isInstanceOf(MappingException.class)
                .hasMessageContainingAll(texts);
    }
}
