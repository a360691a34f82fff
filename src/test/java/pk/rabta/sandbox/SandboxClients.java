package pk.rabta.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The callers that every sandbox knows, under the names that {@code target/sandbox/env} uses. */
final class SandboxClients {

    static final List<String> PARTNERS = List.of("bisp", "pbm", "zakat-pb", "health-pb", "prosecution-kp", "registry");

    private static final String OFFICER_SCOPES = "referrals:read referrals:write consents:read consents:write "
            + "documents:write programmes:read subscriptions:manage";

    private SandboxClients() {}

    /**
     * New clients with new secrets, by name:
     * VSO, SUPERVISOR, HANDLER, ADMIN, APPROVER, AUDITOR, ERASURE and one for each partner.
     */
    static Map<String, Client> generate() {
        Map<String, Client> clients = new LinkedHashMap<>();
        clients.put("VSO", Client.of("vso-tool", OFFICER_SCOPES,
                Map.of("vso", "VSO-PB-001", "office", "VSO-PB-LAHORE", "province", "PK-PB")));
        clients.put("SUPERVISOR", Client.of("vso-supervisor", OFFICER_SCOPES + " referrals:correct",
                Map.of("vso", "VSO-PB-900", "office", "VSO-PB-LAHORE", "province", "PK-PB")));
        clients.put("HANDLER", Client.of("wpu-handler", OFFICER_SCOPES + " protected:refer",
                Map.of("vso", "VSO-KP-014", "office", "WPU-KP-DESK", "province", "PK-KP")));
        clients.put("ADMIN", Client.of("integration-admin", "admin:read admin:operate admin:break-glass", Map.of()));
        clients.put("APPROVER", Client.of("integration-desk", "admin:read admin:operate admin:approve", Map.of()));
        clients.put("AUDITOR", Client.of("auditor", "audit:read", Map.of()));
        clients.put("ERASURE", Client.of("data-protection", "persons:erase", Map.of("vso", "DPO-PB-001")));
        for (String partner : PARTNERS) {
            clients.put(name(partner), Client.of("partner-" + partner, "partner:act programmes:read",
                    Map.of("partner", partner)));
        }
        return clients;
    }

    /** The name of a partner's client: {@code health-pb} is HEALTH_PB. */
    static String name(String partner) {
        return partner.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
