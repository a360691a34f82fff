package pk.rabta.spdci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.env.MockEnvironment;
import pk.rabta.partner.Partners;
import pk.rabta.sandbox.HubTest;

@HubTest
class PublicUrlTest {

    @Autowired
    private Partners partners;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hub.example.pk", "ftp://hub.example.pk", "https://", "https://a b"})
    void theHubDoesNotStartWithoutTheAddressThatPartnersCallBack(String url) {
        MockEnvironment environment = new MockEnvironment().withProperty("rabta.public-url", url);
        assertThatThrownBy(() -> new PublicUrl(environment, partners)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RABTA_PUBLIC_URL").hasMessageContaining("config/partners/bisp/partner.yaml");
    }

    @Test
    void aPathIsBelowIt() {
        MockEnvironment environment = new MockEnvironment().withProperty("rabta.public-url", "https://hub.example.pk/");
        assertThat(new PublicUrl(environment, partners).of("/spdci")).isEqualTo("https://hub.example.pk/spdci");
    }
}
