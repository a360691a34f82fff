package pk.rabta.api.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract, ready to check requests.
 *
 * @param id           operationId
 * @param method       HTTP method, upper case
 * @param path         the path template
 * @param scopes       scopes that a token needs, all of them
 * @param parameters   what the path, query and headers may hold
 * @param body         schema of the body, null for none
 * @param bodyRequired whether a body must be there
 * @param forms        media types of what it answers where all went well, the usual one first
 */
public record Operation(String id, String method, String path, List<String> scopes, List<Parameter> parameters,
                 @Nullable SchemaCheck body, boolean bodyRequired, List<String> forms) {

    public boolean hasBody() {
        return body != null;
    }

    public boolean needsKey() {
        return method.equals("POST");
    }
}
