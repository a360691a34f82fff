package pk.rabta.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MappingComponentTest {

    private static final String VISIT = """
        {"on":"2026-03-05","place":"HOME","number":"9999900000122"}\
        """;

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.addComponent(
                "mapping",
                new MappingComponent(MappingFolder.load(MappingFolder.FIXTURES).mappings()));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:fixed").to("mapping:post/visit-to-card");
                from("direct:chosen").toD("mapping:post/${header.name}");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void replaces_the_body_and_leaves_the_headers() {
        var answer = camel.createFluentProducerTemplate()
                .to("direct:fixed")
                .withBody(VISIT)
                .withHeader("kept", "yes")
                .send();
        assertThat(answer.getMessage().getBody()).isInstanceOfSatisfying(JsonNode.class, card -> assertThat(
                        card.get("at").asText())
                .isEqualTo("H"));
        assertThat(answer.getMessage().getHeaders()).containsExactlyInAnyOrderEntriesOf(Map.of("kept", "yes"));
    }

    @Test
    void no_body_is_no_document() {
        assertThat(camel.createFluentProducerTemplate().to("direct:fixed").send().getException())
                .isInstanceOfSatisfying(MappingException.class, e -> assertThat(e.isUnreadable()).isTrue());
    }

    @Test
    void json_goes_on_as_utf_8_with_plain_numbers() {
        JsonNode json = Json.read("test", "{\"name\":\"گل\",\"amount\":1E+6}");
        byte[] expected = "{\"name\":\"گل\",\"amount\":1000000}".getBytes(StandardCharsets.UTF_8);
        assertThat(camel.getTypeConverter().convertTo(byte[].class, json)).isEqualTo(expected);
        assertThat(camel.getTypeConverter().convertTo(String.class, json).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(expected);
        assertThat(camel.getTypeConverter().convertTo(InputStream.class, json)).hasBinaryContent(expected);
    }

    @Test
    void the_mapping_may_be_chosen_by_the_message() {
        assertThat(camel.createProducerTemplate().requestBodyAndHeader("direct:chosen", VISIT, "name", "visit-to-card"))
                .isInstanceOf(JsonNode.class);
        assertThatThrownBy(() -> camel.createProducerTemplate()
                        .requestBodyAndHeader("direct:chosen", VISIT, "name", "visit-to-moon"))
                .isInstanceOf(CamelExecutionException.class)
                .hasStackTraceContaining("there is no such mapping");
    }

    @Test
    void a_route_to_an_unknown_mapping_does_not_start() {
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:wrong").to("mapping:post/visit-to-moon");
                    }
                }))
                .hasStackTraceContaining("there is no such mapping");
    }

    @Test
    void a_mapping_is_no_source_of_messages() {
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("mapping:post/visit-to-card").to("direct:fixed");
                    }
                }))
                .hasStackTraceContaining("can only be sent to");
    }
}
