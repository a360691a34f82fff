package pk.rabta.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.stream.Collectors;

/** What is wrong in a YAML file, in one line. */
public final class YamlFault {

    private YamlFault() {}

    public static String line(JsonProcessingException e) {
        String at = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return "unknown key '" + path(unknown) + "'" + at + NearestKey.hint(unknown.getPropertyName(),
                    known.stream().map(String::valueOf).toList());
        }
        return e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ") + at;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream().map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]"
                : part.getFieldName()).collect(Collectors.joining("."));
    }
}
