package pk.rabta.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.jaxws.DispatchImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pk.rabta.sandbox.Trap;

/** What a partner's service might answer, to have the hub open a file, call somebody, or unfold a bomb. */
class SoapAnswerTest {

    private static final String NAMESPACE = "urn:pbm:ifa:1";
    private static final String ENVELOPE = "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<soap:Body><a>%s</a></soap:Body></soap:Envelope>";

    @Test
    void aPlainAnswerIsRead() throws Exception {
        assertThat(catchThrowable(() -> call(ENVELOPE.formatted("x")))).isNull();
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
        assertThat(catchThrowable(() -> call(ENVELOPE.formatted("<a>".repeat(60) + "</a>".repeat(60))))).isNotNull();
        assertThat(catchThrowable(() -> call(ENVELOPE.formatted("<a/>".repeat(25_000))))).isNotNull();
        assertThat(catchThrowable(() -> call(ENVELOPE.formatted("a".repeat(250_000))))).isNotNull();
    }

    private static void call(String answer) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=UTF-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Service service = Service.create(Path.of("mappings/pbm/applications.wsdl").toUri().toURL(),
                new QName(NAMESPACE, "Applications"));
        Dispatch<Source> dispatch = service.createDispatch(new QName(NAMESPACE, "ApplicationsSoap11"), Source.class,
                Service.Mode.PAYLOAD);
        try (Client client = ((DispatchImpl<Source>) dispatch).getClient()) {
            XmlLimits.apply(client.getEndpoint());
            dispatch.getRequestContext().put(Dispatch.ENDPOINT_ADDRESS_PROPERTY,
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/");
            Source body = dispatch.invoke(new StreamSource(new StringReader("<SubmitApplication xmlns=\"" + NAMESPACE + "\"/>")));
            javax.xml.transform.TransformerFactory.newDefaultInstance().newTransformer().transform(body,
                    new javax.xml.transform.stream.StreamResult(new java.io.StringWriter()));
        } finally {
            server.stop(0);
        }
    }
}
