package pk.rabta.sandbox.pbm;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.spi.http.HttpContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.jaxws.EndpointImpl;
import org.jspecify.annotations.Nullable;
import pk.rabta.sandbox.HttpSimulator;

/** A CXF server behind a simulator's own socket, so that the simulator's faults also hold for SOAP. */
final class SoapHost {

    private final String path;
    private final Context context;
    private final EndpointImpl endpoint;

    /** Serves one port of a WSDL with a provider of whole bodies, at a path of the simulator. */
    SoapHost(String path, Path wsdl, QName service, QName port, Provider<Source> provider) {
        this.path = path;
        this.context = new Context(path);
        this.endpoint = new EndpointImpl(new ExtensionManagerBus(), provider);
        endpoint.setWsdlLocation(wsdl.toUri().toString());
        endpoint.setServiceName(service);
        endpoint.setEndpointName(port);
        endpoint.publish(context);
    }

    Endpoint endpoint() {
        return endpoint.getServer().getEndpoint();
    }

    boolean serves(HttpSimulator.Request request) {
        return request.path().equals(path);
    }

    HttpSimulator.Answer answer(HttpSimulator.Request request) throws IOException {
        SoapExchange exchange = new SoapExchange(context, request);
        context.handle(exchange);
        return exchange.answer();
    }

    void close() {
        endpoint.stop();
    }

    /** What JAX-WS wants to know of the web server it lives in. */
    static final class Context extends HttpContext {

        private final String path;

        Context(String path) {
            this.path = path;
        }

        void handle(SoapExchange exchange) throws IOException {
            handler.handle(exchange);
        }

        @Override
        public String getPath() {
            return path;
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return null;
        }

        @Override
        public Set<String> getAttributeNames() {
            return Set.of();
        }
    }
}
