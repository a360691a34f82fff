package pk.rabta.connector.soap;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.transport.http.HTTPException;
import org.jspecify.annotations.Nullable;
import pk.rabta.delivery.DeliveryFault;
import pk.rabta.delivery.DeliveryFault.Kind;
import pk.rabta.delivery.HttpStatuses;

/** What a failed SOAP call means. Fault texts of the other side are not kept: they may quote what was sent. */
final class SoapFaults {

    private static final Set<String> SENDERS_FAULT = Set.of("Client", "Sender");
    private static final Set<String> RECEIVERS_FAULT = Set.of("Server", "Receiver");

    /** How CXF names an answer that is a page for people. */
    private static final String HTML = "INVALID_HTML_RESPONSETYPE";

    private SoapFaults() {}

    /** The fault, or null where it is none of SOAP's: the core knows the network's. */
    static @Nullable DeliveryFault classify(Throwable thrown) {
        SoapFault fault = null;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HTTPException http) {
                return status(http.getResponseCode());
            } else if (cause instanceof XMLStreamException || cause instanceof Fault page && HTML.equals(page.getCode())) {
                // Ours, though CXF dresses it as a fault of the other side: the answer broke off or was no XML.
                return new DeliveryFault(Kind.IN_DOUBT, DeliveryFault.ANSWER_BROKEN, "The answer is not a SOAP envelope", null);
            } else if (cause instanceof IOException io) {
                return network(io);
            } else if (cause instanceof SoapFault found) {
                fault = found;
            }
        }
        return fault == null ? null : fault(fault);
    }

    private static @Nullable DeliveryFault network(IOException cause) {
        if (cause.getCause() instanceof UnresolvedAddressException) {
            return new DeliveryFault(Kind.PARTNER, "unknown-host", "host name unknown", cause);
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return new DeliveryFault(Kind.RETRY, DeliveryFault.CONNECT_TIMEOUT, "no connection in time", cause);
        }
        if (cause instanceof ConnectException) {
            return new DeliveryFault(Kind.RETRY, "unreachable", "no connection", cause);
        }
        if (cause instanceof SocketTimeoutException || cause instanceof HttpTimeoutException) {
            return new DeliveryFault(Kind.IN_DOUBT, DeliveryFault.TIMEOUT, "no answer in time", cause);
        }
        return null;
    }

    private static DeliveryFault status(int status) {
        return new DeliveryFault(HttpStatuses.kind(status), "http-" + status, "answered " + status, status, null, null);
    }

    private static DeliveryFault fault(SoapFault fault) {
        List<QName> codes = new ArrayList<>(List.of(fault.getFaultCode()));
        if (fault.getSubCodes() != null) {
            codes.addAll(fault.getSubCodes());
        }
        if (codes.stream().anyMatch(SoapFaults::security)) {
            return new DeliveryFault(Kind.PARTNER, "ws-security", "The partner did not accept the credentials", null);
        }
        String code = fault.getFaultCode().getLocalPart();
        Kind kind = RECEIVERS_FAULT.contains(code) ? Kind.RETRY : Kind.PARK;
        String name = RECEIVERS_FAULT.contains(code) ? "server" : SENDERS_FAULT.contains(code) ? "client"
                : code.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        return new DeliveryFault(kind, "soap-" + name, "answered with a SOAP fault", null);
    }

    private static boolean security(QName code) {
        return code.getNamespaceURI().contains("wssecurity") || code.getNamespaceURI().contains("wss4j");
    }
}
