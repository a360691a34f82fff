package pk.rabta.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pk.rabta.connector.soap.WsAccount.Show;

class WsSecurityTest {

    @Test
    void anAccountDoesNotPrintItsPassword() {
        assertThat(new WsAccount("user", "secret", Show.TEXT).toString()).isEqualTo("WsAccount[user]");
    }

    @Test
    void saysHowAPasswordMayBeShown() {
        assertThat(Show.parse("digest")).isEqualTo(Show.DIGEST);
        assertThatThrownBy(() -> Show.parse("plain")).hasMessageContaining("write digest or text");
    }
}
