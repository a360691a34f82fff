package pk.rabta.sandbox;

import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;

/** The headers with which exchanges begin at the hub's doors, before any step of a route. */
public final class Entered extends EventNotifierSupport implements AutoCloseable {

    /** Headers by which a caller would steer Camel, CXF or a route, in several cases of letters; none may come in. */
    private static final List<String> POSING = List.of("CamelHttpUri", "camelhttpuri", "CAmelHttpPath", "CAmelFileName",
            "camelfilename", "CamelJmsDestinationName", "cAMELbEANmETHODnAME", "CamelCharsetName", "operationName",
            "OPERATIONNAME", "breadcrumbId", "JMSReplyTo", "inbound", "X-Probe");
    private static final String POSED = "posed-by-the-caller";

    private record Begun(String door, Map<String, Object> headers) {}

    private final CamelContext camel;
    private final List<Begun> begun = new CopyOnWriteArrayList<>();

    public Entered(CamelContext camel) {
        this.camel = camel;
        start();
        camel.getManagementStrategy().addEventNotifier(this);
    }

    /** The same request with everything that poses. */
    public static HttpRequest.Builder posing(HttpRequest.Builder request) {
        POSING.forEach(name -> request.header(name, POSED));
        return request;
    }

    /** The same path, posing in its query too: Camel makes headers of parameters. */
    public static String posing(String path) {
        return path + "?CamelHttpUri=" + POSED + "&camelhttpuri=" + POSED + "&CAmelFileName=" + POSED + "&X-Probe=" + POSED;
    }

    /** The headers of each exchange that began at endpoints, or by requests, with this in their address. */
    public List<Map<String, Object>> at(String door) {
        return begun.stream().filter(one -> one.door().contains(door) || String.valueOf(one.headers().get(Exchange.HTTP_URI))
                .contains(door)).map(Begun::headers).toList();
    }

    /** Whether a value of these is one that posed; that Camel tells the whole query as such is no pose. */
    public static boolean posed(Map<String, Object> headers) {
        return headers.values().stream().anyMatch(value -> POSED.equals(value)
                || value instanceof Collection<?> several && several.contains(POSED));
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeCreatedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeCreatedEvent) event).getExchange();
        if (exchange.getFromEndpoint() != null) {
            begun.add(new Begun(exchange.getFromEndpoint().getEndpointUri(), new HashMap<>(exchange.getIn().getHeaders())));
        }
    }

    @Override
    public void close() {
        camel.getManagementStrategy().removeEventNotifier(this);
        stop();
    }
}
