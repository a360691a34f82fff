package pk.rabta.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static pk.rabta.api.ResponseContract.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.query.Scene;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;

/** Whom somebody thinks protected is told to those alone who must agree, or who have clearance. */
class ProtectedGrantsTest extends Scene {

    private static final Map<String, String> REASON = Map.of("reason", "Ticket read together");
    private static final String GRANTS = "/v1/admin/break-glass";

    private HubClient admin;
    private HubClient colleague;
    private String grant;

    @BeforeEach
    void ask(SandboxEnvironment sandbox) {
        admin = officer.as("ADMIN");
        // Another person at the same console.
        colleague = token(sandbox, sandbox.client("ADMIN").id(), "admin:read", "admin:operate", "admin:break-glass");
        grant = requested(true);
    }

    private String requested(boolean includeProtected) {
        return check("requestBreakGlass", 201, admin.post(GRANTS, Map.of("object", Map.of("kind", "person", "id", victim),
                "reason", "The partner misses a field", "includeProtected", includeProtected))).path("id").asText();
    }

    private HubClient token(SandboxEnvironment sandbox, String client, String... scopes) {
        return officer.withToken(sandbox.issuer().issue(new Client(client, "", new TreeSet<>(Set.of(scopes)),
                Map.of("sub", "user-" + scopes.length))));
    }

    private static boolean lists(HubClient client, String grant) {
        return check("listBreakGlass", 200, client.get(GRANTS + "?limit=10")).toString().contains(grant);
    }

    @Test
    void who_asked_who_may_approve_and_who_has_clearance_see_it(SandboxEnvironment sandbox) {
        for (HubClient one : new HubClient[] {admin, officer.as("APPROVER"),
                token(sandbox, "handlers-desk", "admin:read", "protected:refer")}) {
            assertThat(lists(one, grant)).isTrue();
            assertThat(check("getBreakGlass", 200, one.get(GRANTS + "/" + grant)).at("/object/id").asText())
                    .isEqualTo(victim);
        }
        check("approveBreakGlass", 200, officer.as("APPROVER").post(GRANTS + "/" + grant + "/approve", REASON));
        check("revokeBreakGlass", 200, admin.post(GRANTS + "/" + grant + "/revoke", REASON));
    }

    @Test
    void to_everybody_else_there_is_none() {
        assertThat(lists(colleague, grant)).isFalse();
        String none = colleague.get(GRANTS + "/" + UUID.randomUUID()).text();
        assertThat(colleague.get(GRANTS + "/" + grant).text()).isEqualTo(none).contains("404");
        assertThat(colleague.post(GRANTS + "/" + grant + "/revoke", REASON).text()).isEqualTo(none);
        String plain = requested(false);
        assertThat(lists(colleague, plain)).isTrue();
        check("getBreakGlass", 200, colleague.get(GRANTS + "/" + plain));
    }
}
