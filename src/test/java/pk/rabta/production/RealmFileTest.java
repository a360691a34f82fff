package pk.rabta.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RealmFileTest {

    private static final Path FILE = Path.of("src/main/docker/keycloak/rabta-realm.json");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    private final JsonNode realm = new ObjectMapper().readTree(FILE.toFile());

    RealmFileTest() throws java.io.IOException {}

    @Test
    void offersExactlyTheScopesOfTheApi() throws Exception {
        JsonNode api = new YAMLMapper().readTree(Path.of("src/main/resources/openapi/rabta-v1.yaml").toFile());
        Set<String> expected = new TreeSet<>();
        api.path("components").path("securitySchemes").forEach(scheme -> scheme.path("flows")
                .path("clientCredentials").path("scopes").fieldNames().forEachRemaining(expected::add));
        Set<String> offered = new TreeSet<>(realm.path("clientScopes").findValuesAsText("name"));
        offered.removeIf(name -> !name.contains(":"));
        assertThat(offered).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void clientsHaveNoLiteralSecretAndOnlyTheirOwnGrant() {
        assertThat(realm.path("clients").size()).isPositive();
        realm.path("clients").forEach(client -> {
            String id = client.path("clientId").asText();
            assertThat(client.path("secret").asText()).as(id).matches(PLACEHOLDER);
            assertThat(client.path("serviceAccountsEnabled").asBoolean()).as(id).isTrue();
            for (String off : List.of("publicClient", "standardFlowEnabled", "implicitFlowEnabled",
                    "directAccessGrantsEnabled", "fullScopeAllowed")) {
                assertThat(client.path(off).asBoolean(true)).as(id + " " + off).isFalse();
            }
            assertThat(client.path("defaultClientScopes").toString()).as(id).contains("\"rabta\"");
            client.path("defaultClientScopes").forEach(scope ->
                    assertThat(realm.path("clientScopes").findValuesAsText("name")).contains(scope.asText()));
        });
    }

    @Test
    void tokensCarryTheAudienceAndWhoTheCallerIs() {
        assertThat(realm.path("clientScopes").toString()).contains("\"included.custom.audience\":\"rabta\"");
        assertThat(claims("vso-tool")).containsExactlyInAnyOrder("vso", "office", "province");
        assertThat(claims("partner-${PARTNER_ID}")).containsExactly("partner");
        assertThat(realm.path("accessTokenLifespan").asInt()).as("seconds").isEqualTo(600);
    }

    /** Two people erase, by two clients; neither may do anything else. */
    @Test
    void twoClientsMayEraseAndDoNothingElse() {
        List<JsonNode> clients = realm.path("clients").valueStream()
                .filter(client -> client.path("defaultClientScopes").toString().contains("\"persons:erase\"")).toList();
        assertThat(clients).hasSize(2).extracting(client -> client.path("clientId").asText()).doesNotHaveDuplicates();
        assertThat(clients).extracting(client -> client.path("secret").asText()).doesNotHaveDuplicates();
        assertThat(clients).allSatisfy(client -> assertThat(client.path("defaultClientScopes")).extracting(JsonNode::asText)
                .containsExactly("rabta", "persons:erase"));
    }

    @Test
    void everyPlaceholderIsGivenByTheComposeFile() throws Exception {
        JsonNode given = new YAMLMapper().readTree(Path.of("docker-compose.yml").toFile())
                .path("services").path("keycloak").path("environment");
        PLACEHOLDER.matcher(Files.readString(FILE)).results().map(found -> found.group(1)).forEach(name ->
                assertThat(given.has(name)).as(name).isTrue());
    }

    private List<String> claims(String client) {
        List<String> claims = new ArrayList<>();
        realm.path("clients").forEach(found -> {
            if (found.path("clientId").asText().equals(client)) {
                found.path("protocolMappers").forEach(mapper ->
                        claims.add(mapper.path("config").path("claim.name").asText()));
            }
        });
        return claims;
    }
}
