package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One mapping as a place to send messages to. */
final class MappingEndpoint extends DefaultEndpoint {

    private final Mapping mapping;

    MappingEndpoint(String uri, MappingComponent component, Mapping mapping) {
        super(uri, component);
        this.mapping = mapping;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws InvalidPayloadException {
                exchange.getMessage().setBody(mapping.apply(body(exchange)));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("mapping: can only be sent to");
    }

    private static Object body(Exchange exchange) throws InvalidPayloadException {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            // Such as an answer without any: no document, which the mapping says.
            return new byte[0];
        }
        return body instanceof JsonNode
                        || body instanceof byte[]
                        || body instanceof String
                        || body instanceof InputStream
                        || body instanceof Map
                ? body
                : exchange.getMessage().getMandatoryBody(byte[].class);
    }
}
