package pk.rabta.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.sandbox.EndlessAnswer;
import pk.rabta.sandbox.Trap;

/** What a partner's service might answer, to have the hub open a file, call somebody, or unfold a bomb. */
class SoapAnswerTest {

    private static final String ENVELOPE = "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<soap:Body><a>%s</a></soap:Body></soap:Envelope>";

    @Test
    void aPlainAnswerIsRead() throws Exception {
        call(ENVELOPE.formatted("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE a SYSTEM \"TRAP\">", "<!DOCTYPE a [<!ENTITY % p SYSTEM \"TRAP\"> %p;]>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"FILE\">]>", "<!DOCTYPE a [<!ENTITY e \"ha\">]>", "<!DOCTYPE a>"})
    void anAnswerWithADocumentTypeIsNoAnswer(String type, @TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
        try (Trap trap = new Trap()) {
            String head = type.replace("TRAP", trap.url().toString()).replace("FILE", secret.toUri().toString());
            Throwable thrown = catchThrowable(() -> call(head + ENVELOPE.formatted(type.contains("ENTITY e") ? "&e;" : "x")));
            assertThat(thrown).as(type).isNotNull();
            assertThat(String.valueOf(thrown.getMessage())).doesNotContain("SECRET");
            assertThat(trap.calls()).isZero();
        }
    }

    @Test
    void anAnswerTooDeepTooLongOrOfTooManyPartsIsNone() {
        String attributes = IntStream.range(0, 600).mapToObj(i -> " b" + i + "=\"\"").collect(Collectors.joining());
        for (String bomb : List.of("<a>".repeat(60) + "</a>".repeat(60), "<a/>".repeat(25_000), "<a/>".repeat(2_500),
                "a".repeat(250_000), ("a".repeat(1_000) + "<b/>").repeat(1_100), "<a b=\"" + "c".repeat(30_000) + "\"/>",
                "<a" + attributes + "/>")) {
            assertThat(catchThrowable(() -> call(ENVELOPE.formatted(bomb)))).as(bomb.substring(0, 8)).isNotNull();
        }
    }

    /** The limits of envelopes would not hold for its parts. */
    @Test
    void anAnswerInPartsIsNone() {
        String parts = "--x\r\nContent-Type: text/xml\r\nContent-ID: <a>\r\n\r\n" + ENVELOPE.formatted("x") + "\r\n--x--\r\n";
        assertThat(catchThrowable(() -> call(parts, "multipart/related; type=\"text/xml\"; start=\"<a>\"; boundary=x")))
                .hasRootCauseMessage("The answer is in parts");
    }

    /** Each byte comes in time and all of them never do; or none comes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"HTTP/1.1 200 OK\\r\\nX: |x", "HTTP/1.1 200 OK\\r\\n|X: y\\r\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Type: text/xml\\r\\n\\r\\n<a>|x",
        "HTTP/1.1 500 No\\r\\nContent-Type: text/xml\\r\\n\\r\\n<a>|x",
        "HTTP/1.1 503 No\\r\\nContent-Type: text/html\\r\\n\\r\\n<a>|x",
        "HTTP/1.1 200 OK\\r\\nContent-Type: text/xml\\r\\n\\r\\n|''", "HTTP/1.1 202 OK\\r\\nContent-Type: text/xml\\r\\n\\r\\n|''"})
    void anAnswerThatDripsEndsInTime(String head, String forEver) throws Exception {
        try (EndlessAnswer partner = new EndlessAnswer(head.translateEscapes(), forEver.translateEscapes()
                .getBytes(StandardCharsets.US_ASCII), Duration.ofMillis(200))) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(
                    catchThrowable(() -> HubSoapClient.call(partner.url(), Duration.ofSeconds(2)))).isNotNull());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void nobodyElseGetsWhatWasForThePartner(int status) throws Exception {
        try (Trap elsewhere = new Trap(); EndlessAnswer partner = new EndlessAnswer("HTTP/1.1 " + status + " Elsewhere\r\n"
                + "Location: " + elsewhere.url() + "\r\nContent-Length: 0\r\n\r\n", new byte[0], Duration.ZERO)) {
            catchThrowable(() -> HubSoapClient.call(partner.url(), Duration.ofSeconds(2)));
            assertThat(elsewhere.calls()).isZero();
        }
    }

    private static void call(String answer) throws Exception {
        call(answer, "text/xml; charset=UTF-8");
    }

    private static void call(String answer, String type) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            HubSoapClient.call(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), Duration.ofSeconds(20));
        } finally {
            server.stop(0);
        }
    }
}
