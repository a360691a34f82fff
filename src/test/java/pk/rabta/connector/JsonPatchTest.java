package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.api.ProblemException;

class JsonPatchTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TASK = "{'status':'new','output':[1,2],'meta':{'a':1}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [{'op':'replace','path':'/status','value':'accepted'}] | {'status':'accepted','output':[1,2],'meta':{'a':1}}
        [{'op':'add','path':'/x','value':2}]| {'status':'new','output':[1,2],'meta':{'a':1},'x':2}
        [{'op':'add','path':'/output/-','value':3}]            | {'status':'new','output':[1,2,3],'meta':{'a':1}}
        [{'op':'add','path':'/output/0','value':0}]            | {'status':'new','output':[0,1,2],'meta':{'a':1}}
        [{'op':'remove','path':'/output/1'}]                   | {'status':'new','output':[1],'meta':{'a':1}}
        [{'op':'remove','path':'/meta/a'}]                     | {'status':'new','output':[1,2],'meta':{}}
        [{'op':'test','path':'/meta/a','value':1},{'op':'remove','path':'/meta'}]|{'status':'new','output':[1,2]}
        """)
    void applies(String patch, String expected) throws Exception {
        ObjectNode original = (ObjectNode) Wire.read(bytes(TASK));
        assertThat(JsonPatch.apply(Wire.read(bytes(patch)), original)).isEqualTo(Wire.read(bytes(expected)));
        assertThat(original).isEqualTo(Wire.read(bytes(TASK)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                                     | list of operations
        []                                                     | list of operations
        [{'op':'replace','path':'/none','value':1}]            | nothing to replace
        [{'op':'remove','path':'/none'}]                       | nothing to remove
        [{'op':'remove','path':''}]                            | nothing to remove
        [{'op':'add','path':'/output/9','value':1}]            | cannot hold
        [{'op':'add','path':'/status/x','value':1}]            | cannot hold
        [{'op':'add','path':'/intent'}]                        | no value
        [{'op':'test','path':'/status','value':'accepted'}]    | another
        [{'op':'move','from':'/status','path':'/x','value':1}] | use add
        [{'op':'add','path':'status','value':1}]               | no JSON Pointer
        [1]                                                    | Operation 0
        """)
    void refusesTheWholePatch(String patch, String why) throws Exception {
        ObjectNode original = (ObjectNode) Wire.read(bytes(TASK));
        assertThatThrownBy(() -> JsonPatch.apply(Wire.read(bytes(patch)), original))
                .isInstanceOfSatisfying(ProblemException.class, refused ->
                        assertThat(refused.problem().detail().en()).contains(why));
    }

    @Test
    void jsonThatIsNoneIsRefusedWithItsPlace() {
        for (String broken : new String[] {"{", "{'a':1,'a':2}", "{} {}", ""}) {
            assertThatThrownBy(() -> Wire.read(bytes(broken))).isInstanceOf(ProblemException.class)
                    .hasMessageContaining("malformed-json");
        }
        assertThat(JSON.createObjectNode()).isEqualTo(Wire.read(bytes("{}")));
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
