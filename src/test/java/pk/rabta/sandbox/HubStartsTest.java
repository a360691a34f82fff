package pk.rabta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@HubTest
class HubStartsTest {

    @Test
    void refusesCallersWithoutAValidToken(HubClient officer) {
        assertThat(officer.withToken("").get("/v1/referrals").status()).isEqualTo(401);
        assertThat(officer.withToken("not-a-token").get("/v1/referrals").status()).isEqualTo(401);
    }

    @Test
    void knowsTheTokensOfTheSandbox(HubClient officer) {
        assertThat(officer.get("/v1/referrals").status()).isNotEqualTo(401);
    }
}
