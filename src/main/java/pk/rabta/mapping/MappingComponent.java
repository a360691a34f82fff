package pk.rabta.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.TypeConverter;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.SimpleTypeConverter;

/** {@code mapping:<partner>/<from>-to-<to>}: replaces the message's body by its translation. */
final class MappingComponent extends DefaultComponent {

    private final Mappings mappings;

    MappingComponent(Mappings mappings) {
        this.mappings = mappings;
    }

    /** Lets a mapping's JSON go straight to an endpoint that wants bytes or text. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        var converters = getCamelContext().getTypeConverterRegistry();
        converters.addTypeConverter(byte[].class, JsonNode.class, converter(Json.MAPPER::writeValueAsBytes));
        converters.addTypeConverter(String.class, JsonNode.class, converter(Json.MAPPER::writeValueAsString));
        converters.addTypeConverter(
                InputStream.class,
                JsonNode.class,
                converter(node -> new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(node))));
    }

    private interface Writer {
        Object write(Object node) throws IOException;
    }

    private static TypeConverter converter(Writer writer) {
        return new SimpleTypeConverter(false, (type, exchange, node) -> writer.write(node));
    }

    /** An unknown mapping is refused here, so that a route that names one does not start. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new MappingEndpoint(uri, this, mappings.find(remaining));
    }
}
