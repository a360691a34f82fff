package pk.rabta.connector.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.SandboxEnvironment;

/** Tokens as an issuer gives them to clients that connected with a certificate. */
final class Tokens {

    private Tokens() {}

    /** A token of that client, confirmed by this ({@code cnf}); null for a plain one. */
    static String like(SandboxEnvironment sandbox, String name, Map<String, Object> confirmation) {
        Client client = sandbox.client(name);
        Map<String, Object> claims = new LinkedHashMap<>(client.claims());
        if (confirmation != null) {
            claims.put("cnf", confirmation);
        }
        return sandbox.issuer().issue(new Client(client.id(), "", client.scopes(), claims));
    }
}
