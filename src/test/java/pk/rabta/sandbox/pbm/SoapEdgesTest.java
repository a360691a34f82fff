package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.Entered;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Kept;
import pk.rabta.sandbox.Trap;
import pk.rabta.sandbox.pbm.Envelope.Version;

/** What XML can ask of whoever reads it, at the hub's SOAP door: nothing is fetched, opened or unfolded. */
@HubTest
class SoapEdgesTest {

    private static final String NOTICE = """
        <Notice xmlns="urn:pbm:ifa:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><noticeId>%s</noticeId>
          <sequence>1</sequence><caseRef>REF-0</caseRef><diaryNo>PBM/IFA/LHR/2026/09999</diaryNo>
          <issuedAt>2026-03-10T06:30:00Z</issuedAt><rejection><code>OTHER_AID</code></rejection></Notice>""";

    private PbmSimulator office;

    @Autowired
    private ApplicationContext hub;
    private Trap trap;

    @BeforeEach
    void set(PbmSimulator simulator) throws Exception {
        office = simulator;
        trap = new Trap();
    }

    @AfterEach
    void nobodyCalled() throws Exception {
        trap.close();
        assertThat(trap.calls()).isZero();
    }

    @Test
    void aDocumentTypeOfAnyKindIsRefused(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
        for (String type : List.of("<!DOCTYPE x SYSTEM \"" + trap.url() + "\">",
                "<!DOCTYPE x PUBLIC \"-//x//y\" \"" + trap.url() + "\">",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"" + trap.url() + "\"> %p;]>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>",
                "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>", "<!DOCTYPE x>")) {
            HttpResponse<String> answer = post(type + text("E-type").replace("OTHER_AID",
                    type.contains("ENTITY e ") ? "&e;" : type.contains("ENTITY b ") ? "&b;" : "OTHER_AID"));
            assertThat(answer.statusCode()).as(type).isBetween(400, 500);
            assertThat(answer.body()).doesNotContain("SECRET", "NoticeReceipt");
            assertThat(Kept.messages(hub, "pbm", "E-type")).isZero();
        }
    }

    @Test
    void schemaLocationsAndInclusionsAreNotFollowed(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
        HttpResponse<String> located = post(envelope("E-schema", NOTICE.replace("<Notice ", "<Notice xsi:schemaLocation=\""
                + "urn:pbm:ifa:1 " + trap.url() + "\" xsi:noNamespaceSchemaLocation=\"" + trap.url() + "\" ")));
        assertThat(located.body()).contains("soap:Client");
        HttpResponse<String> included = post(envelope("E-include", NOTICE.replace("OTHER_AID",
                "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\"" + secret.toUri() + "\"/>"
                + "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + trap.url() + "\"/>")));
        assertThat(included.body()).contains("soap:Client").doesNotContain("SECRET");
        assertThat(post("<?xml-stylesheet type=\"text/xsl\" href=\"" + trap.url() + "\"?>" + text("E-style")).statusCode())
                .isBetween(400, 500);
    }

    /** The answer goes where the question came from, whatever WS-Addressing or an attachment names. */
    @Test
    void noOtherAddressIsAnsweredOrRead() throws Exception {
        String addressing = "<wsa:ReplyTo xmlns:wsa=\"http://www.w3.org/2005/08/addressing\"><wsa:Address>" + trap.url()
                + "</wsa:Address></wsa:ReplyTo><wsa:FaultTo xmlns:wsa=\"http://www.w3.org/2005/08/addressing\"><wsa:Address>"
                + trap.url() + "</wsa:Address></wsa:FaultTo>";
        String envelope = text("E-address").replaceFirst("(<[a-zA-Z:-]*Header[^>]*>)", "$1" + addressing);
        assertThat(envelope).contains(trap.url().toString());
        assertThat(post(envelope).statusCode()).isBetween(400, 500);
        HttpResponse<String> xop = post(envelope("E-xop", NOTICE.replace("OTHER_AID", "<xop:Include xmlns:xop=\""
                + "http://www.w3.org/2004/08/xop/include\" href=\"" + trap.url() + "\"/>")));
        assertThat(xop.statusCode()).isBetween(400, 500);
    }

    @ParameterizedTest
    @CsvSource({"Content-Type,multipart/related; type=\"application/xop+xml\"; boundary=x,415", "Content-Encoding,gzip,415"})
    void whatIsPackedOrInPartsIsRefused(String header, String value, int status, HubClient anyone) {
        HubClient nobody = anyone.withToken("");
        HubClient.Answer answer = nobody.send(nobody.request("/soap/pbm").setHeader("Content-Type", "text/xml")
                .setHeader(header, value).POST(BodyPublishers.ofByteArray(envelope("E-packed", NOTICE))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(Kept.messages(hub, "pbm", "E-packed")).isZero();
    }

    /** Each within a body that is not too large, and signed as it should be. */
    @Test
    void whatIsTooDeepTooManyOrTooLongIsRefused() throws Exception {
        List<String> bombs = List.of("<a>".repeat(60) + "</a>".repeat(60), "<a/>".repeat(25_000), "<a/>".repeat(2_500),
                "a".repeat(250_000), ("a".repeat(1_000) + "<b/>").repeat(1_100), "<a b=\"" + "c".repeat(30_000) + "\"/>",
                "<a" + IntStream.range(0, 600).mapToObj(i -> " b" + i + "=\"\"").collect(Collectors.joining()) + "/>");
        for (String bomb : bombs) {
            String id = "E-bomb-" + bombs.indexOf(bomb);
            HttpResponse<String> answer = post(text(id).replace("OTHER_AID", bomb));
            assertThat(answer.statusCode()).as(id).isBetween(400, 500);
            assertThat(Kept.messages(hub, "pbm", id)).as("kept, so it was read: " + id).isZero();
        }
    }

    /** As at the other doors, see HeadersAtDoorsTest; here a header could also choose the operation. */
    @Test
    void noHeaderPosesAsOneOfTheHubs(HubClient anyone) {
        HubClient nobody = anyone.withToken("");
        try (Entered entered = new Entered(hub.getBean(CamelContext.class))) {
            nobody.send(Entered.posing(nobody.request("/soap/pbm")).header("Content-Type", "text/xml")
                    .POST(BodyPublishers.ofByteArray(envelope("E-headers", NOTICE))));
            assertThat(entered.at("cxf")).isNotEmpty().noneMatch(Entered::posed);
        }
        assertThat(Kept.messages(hub, "pbm", "E-headers")).isEqualTo(1);
    }

    @Test
    void brokenTextIsRefused() throws Exception {
        byte[] utf8 = envelope("E-utf8", NOTICE);
        utf8[new String(utf8, StandardCharsets.UTF_8).indexOf("OTHER_AID")] = (byte) 0xC3;
        assertThat(post(utf8).statusCode()).isBetween(400, 500);
        assertThat(post(text("E-utf8").replace("OTHER_AID", "&#0;")).statusCode()).isBetween(400, 500);
        assertThat(Kept.messages(hub, "pbm", "E-utf8")).isZero();
        assertThat(post(envelope("E\u202E\u200Bbidi", NOTICE)).body()).contains("visible characters");
        assertThat(post(envelope("E-remarks", NOTICE.replace("</code>", "</code><remarks>a\u202Eb</remarks>"))).body())
                .contains("not understood", "/Notice/rejection/remarks");
    }

    @Test
    void anIdIsTakenAsItIs() throws Exception {
        for (String expression : Kept.EXPRESSIONS) {
            HttpResponse<String> answer = post(envelope(expression, NOTICE.replace("OTHER_AID", expression)
                    .replace("REF-0", expression)));
            assertThat(answer.body()).contains("soap:Client");
            assertThat(Kept.evaluatesNothing(answer.body())).as(answer.body()).isTrue();
            assertThat(Kept.content(hub, "pbm", expression)).contains("<code>" + expression + "</code>");
        }
        post(envelope("null", NOTICE));
        assertThat(Kept.messages(hub, "pbm", "null")).isEqualTo(1);
    }

    private byte[] envelope(String id, String notice) {
        return Envelope.of(Version.SOAP11, notice.formatted(id))
                .signed(office.ownAccount().username(), office.ownAccount().password()).bytes();
    }

    private String text(String id) {
        return new String(envelope(id, NOTICE), StandardCharsets.UTF_8).replaceFirst("^<\\?xml[^>]*\\?>", "");
    }

    private HttpResponse<String> post(String envelope) throws Exception {
        return post(envelope.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(byte[] envelope) throws Exception {
        return office.post(Version.SOAP11, envelope);
    }
}
