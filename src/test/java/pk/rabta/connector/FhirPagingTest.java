package pk.rabta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.HubTest;

/** A server's answer names the address of the next page, and the hub goes there with its token: not anywhere. */
@HubTest
class FhirPagingTest {

    @Autowired
    private FhirPolling polling;
    @Autowired
    private Partners partners;
    @Autowired
    private CamelContext camel;

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/fhir?page=2", "https://elsewhere.example/fhir", "//elsewhere.example/fhir",
        "file:///etc/passwd", "http:127.0.0.1", "ldap://127.0.0.1/x", "BASE@elsewhere.example/x", "/admin",
        "BASE/../admin?page=2", "BASE/%2e%2e/../../admin", "BASE/%2E%2e/admin", "${sys.user.home}", "{{rabta.partners.bisp.url}}", "http://a b/"})
    void aPageElsewhereIsNotAskedFor(String link) {
        assertThatThrownBy(() -> read(link)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The next page of Task").hasMessageNotContaining(link);
    }

    @Test
    void aPageOfThePartnersOwnIs() {
        assertThat(read("BASE?_getpages=7")).endsWith("?_getpages=7").startsWith(base());
        assertThat(read("BASE/Task?page=2")).isEqualTo(base() + "/Task?page=2");
    }

    private String base() {
        return String.valueOf(partners.get("health-pb").url());
    }

    private String read(String link) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("pages", 0);
        exchange.getMessage().setBody(("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"link\":[{\"relation\":\"next\","
                + "\"url\":\"" + link.replace("BASE", base()) + "\"}]}").getBytes(StandardCharsets.UTF_8));
        polling.read(exchange, "health-pb");
        return exchange.getVariable("page", String.class);
    }
}
