package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.connector.soap.XmlLimits;
import pk.rabta.sandbox.pbm.Envelope.Version;

/** What an attacker might put in an envelope, properly signed; the limits are the hub's own. */
class XmlSecurityTest {

    private final PbmSimulator office = new PbmSimulator();
    private final NoticeSender sender = new NoticeSender(Clock.systemUTC());

    @BeforeEach
    void start() {
        office.start();
    }

    @AfterEach
    void stop() {
        office.stop();
    }

    @Test
    void takesTheSameEnvelopeUnharmed() throws Exception {
        assertThat(send(envelope()).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesADocumentTypeEvenAnEmptyOne() throws Exception {
        assertRefused("<!DOCTYPE x>" + envelope());
    }

    @Test
    void readsNoFile(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
        String attack = "<!DOCTYPE x [<!ENTITY file SYSTEM \"" + secret.toUri() + "\">]>"
                + envelope().replace("Gul Bibi", "&file;");
        assertThat(assertRefused(attack)).doesNotContain("SECRET");
    }

    @Test
    void expandsNoEntity() throws Exception {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 20; i++) {
            bomb.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1));
        }
        assertRefused(bomb + "]>" + envelope().replace("Gul Bibi", "&a19;"));
    }

    @Test
    void refusesWhatIsTooDeepTooManyOrTooLong() throws Exception {
        int depth = XmlLimits.DEPTH + 1;
        assertRefused(envelope().replace("Gul Bibi", "<a>".repeat(depth) + "</a>".repeat(depth)));
        assertRefused(envelope().replace("Gul Bibi", "<a/>".repeat(5_000)));
        assertRefused(envelope().replace("Gul Bibi", "a".repeat(250_000)));
        assertRefused(envelope().replace("Gul Bibi", ("a".repeat(1_000) + "<b/>").repeat(1_100)));
        assertRefused(envelope().replace("<messageId>", "<messageId a=\"" + "a".repeat(30_000) + "\">"));
    }

    private String envelope() {
        return new String(Envelope.of(Version.SOAP11, Samples.application("REF-1"))
                .signed(office.hubAccount().username(), office.hubAccount().password()).bytes(), StandardCharsets.UTF_8)
                .replaceFirst("^<\\?xml[^>]*\\?>", "");
    }

    private String assertRefused(String envelope) throws IOException {
        HttpResponse<String> answer = send(envelope);
        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        assertThat(office.ledger().entries()).isEmpty();
        return answer.body();
    }

    private HttpResponse<String> send(String envelope) throws IOException {
        return sender.post(office.url().resolve("/bms/11"), Version.SOAP11, "SubmitApplication",
                envelope.getBytes(StandardCharsets.UTF_8));
    }
}
