package pk.rabta.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.SandboxEnvironment;

/** A token for each role of the matrix; empty for none. */
final class Roles {

    private static final String OFFICE = "VSO-PB-LAHORE";
    private static final String ELSEWHERE = "VSO-PB-MULTAN";

    private Roles() {}

    static Map<String, String> tokens(SandboxEnvironment sandbox) {
        Client officer = sandbox.client("VSO");
        Client supervisor = sandbox.client("SUPERVISOR");
        Set<String> all = new TreeSet<>();
        for (String name : List.of("VSO", "SUPERVISOR", "HANDLER", "ADMIN", "AUDITOR", "PBM")) {
            all.addAll(sandbox.client(name).scopes());
        }
        Map<String, Object> audience = new LinkedHashMap<>(officer.claims());
        audience.put("aud", List.of("another-service"));
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("none", "");
        tokens.put("audience", sandbox.issuer().issue(new Client(officer.id(), "", new TreeSet<>(all), audience)));
        tokens.put("expired", sandbox.issuer().issue(officer, all, Instant.now().minus(Duration.ofHours(1))));
        tokens.put("unscoped", sandbox.issuer().issue(officer, Set.of("profile"), Instant.now()));
        tokens.put("client", token(sandbox, "other-tool", officer, officer.claims()));
        tokens.put("office", token(sandbox, officer.id(), officer, Map.of("office", ELSEWHERE, "province", "PK-PB")));
        tokens.put("province", token(sandbox, officer.id(), officer, Map.of("province", "PK-KP")));
        tokens.put("supervisor", token(sandbox, supervisor.id(), supervisor, Map.of("office", OFFICE)));
        tokens.put("far-supervisor", token(sandbox, supervisor.id(), supervisor, Map.of("office", ELSEWHERE)));
        tokens.put("handler", sandbox.issuer().issue(sandbox.client("HANDLER")));
        tokens.put("partner", sandbox.issuer().issue(sandbox.client("PBM")));
        tokens.put("other-partner", sandbox.issuer().issue(sandbox.client("BISP")));
        tokens.put("admin", sandbox.issuer().issue(sandbox.client("ADMIN")));
        tokens.put("auditor", sandbox.issuer().issue(sandbox.client("AUDITOR")));
        tokens.put("approver", sandbox.issuer().issue(sandbox.client("APPROVER")));
        tokens.put("reader", reader(sandbox));
        tokens.put("eraser", sandbox.issuer().issue(sandbox.client("ERASURE")));
        tokens.put("decider", sandbox.issuer().issue(new Client("protection-desk", "",
                new TreeSet<>(Set.of("protected:decide")), Map.of())));
        tokens.put("discloser", sandbox.issuer().issue(new Client("disclosure-desk", "",
                new TreeSet<>(Set.of("disclosures:read-all")), Map.of())));
        tokens.put("owner", sandbox.issuer().issue(officer));
        return tokens;
    }

    /** Who reads messages under grants of their own. */
    static String reader(SandboxEnvironment sandbox) {
        return sandbox.issuer().issue(new Client("reading-desk", "", new TreeSet<>(Set.of("admin:break-glass")), Map.of()));
    }

    private static String token(SandboxEnvironment sandbox, String id, Client like, Map<String, Object> claims) {
        return sandbox.issuer().issue(new Client(id, "", like.scopes(), claims));
    }
}
