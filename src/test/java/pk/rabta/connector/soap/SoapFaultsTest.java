package pk.rabta.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.ResourceBundle;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.common.i18n.Message;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.transport.http.HTTPException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.DeliveryFault.Kind;

class SoapFaultsTest {

    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    @Test
    void aFaultOfTheirsIsTriedAgainAndOneOfOursIsParked() {
        assertFault(new SoapFault("x", Soap11.getInstance().getReceiver()), Kind.RETRY, "soap-server");
        assertFault(new SoapFault("x", Soap12.getInstance().getReceiver()), Kind.RETRY, "soap-server");
        assertFault(new SoapFault("x", Soap11.getInstance().getSender()), Kind.PARK, "soap-client");
        assertFault(new SoapFault("x", Soap12.getInstance().getSender()), Kind.PARK, "soap-client");
        assertFault(new SoapFault("x", new QName("urn:x", "Odd-Code!")), Kind.PARK, "soap-oddcode");
    }

    @Test
    void refusedCredentialsAreThePartnersAffair() {
        assertFault(new SoapFault("x", new QName(WSSE, "FailedAuthentication")), Kind.PARTNER, "ws-security");
        SoapFault fault = new SoapFault("x", Soap12.getInstance().getSender());
        fault.setSubCodes(List.of(new QName(WSSE, "InvalidSecurity")));
        assertFault(fault, Kind.PARTNER, "ws-security");
    }

    @ParameterizedTest
    @CsvSource({"503,RETRY", "500,RETRY", "429,RETRY", "502,IN_DOUBT", "504,IN_DOUBT", "408,IN_DOUBT",
        "401,PARTNER", "403,PARTNER", "404,PARK"})
    void aStatusWithoutAFaultCountsAsForEveryProtocol(int status, Kind kind) throws Exception {
        assertFault(new Fault(new HTTPException(status, "x", URI.create("http://127.0.0.1").toURL())), kind, "http-" + status);
    }

    @Test
    void nobodyKnowsWhetherItArrivedWhenTheAnswerBroke() {
        assertFault(new SoapFault("x", new XMLStreamException("cut"), Soap11.getInstance().getSender()),
                Kind.IN_DOUBT, "answer-broken");
        assertFault(new Fault(new Message("INVALID_HTML_RESPONSETYPE", (ResourceBundle) null, "a page")), Kind.IN_DOUBT, "answer-broken");
        assertFault(new Fault(new SocketTimeoutException()), Kind.IN_DOUBT, "timeout");
        assertFault(new Fault(new ConnectException()), Kind.RETRY, "unreachable");
    }

    @Test
    void leavesTheRestToTheCore() {
        assertThat(SoapFaults.classify(new Fault(new IOException("cut")))).isNull();
        assertThat(SoapFaults.classify(new IllegalStateException())).isNull();
    }

    @Test
    void keepsNoTextOfTheOtherSide() {
        DeliveryFault fault = SoapFaults.classify(new SoapFault("9999900000122", Soap11.getInstance().getSender()));
        assertThat(fault).isNotNull().hasNoCause();
        assertThat(fault.getMessage()).doesNotContain("9999900000122");
    }

    private static void assertFault(Throwable thrown, Kind kind, String code) {
        DeliveryFault fault = SoapFaults.classify(thrown);
        assertThat(fault).isNotNull();
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.code()).isEqualTo(code);
    }
}
