package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import pk.rabta.identity.Prefix;
import pk.rabta.identity.PublicId;

class KeptIdsTest {

    private final HubKeys keys = mock(HubKeys.class);
    private final KeptIds ids = ids(1);

    private KeptIds ids(int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        when(keys.get("lookup")).thenReturn(bytes);
        return new KeptIds(new LookupHash(keys));
    }

    @Test
    void whatHoldsNobodysNumberStaysAsItIs() {
        assertThat(ids.of("MSG-0MK1ZTVXPQM1QS9W7SR7SJNZST0")).isEqualTo("MSG-0MK1ZTVXPQM1QS9W7SR7SJNZST0");
    }

    /** By which the hub finds the message that made a referral's version. */
    @Test
    void theHubsOwnIdsStayWhole() {
        for (int n = 0; n < 20_000; n++) {
            String id = PublicId.next(Prefix.REF);
            String own = "fhir/" + id + '/' + HexFormat.of().formatHex(hash(id)) + '/' + n;
            assertThat(ids.of(own)).isEqualTo(own);
        }
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNumberIsKnownAgainAndCannotBeRead() {
        String kept = ids.of("notice-9999900000017-1");
        assertThat(kept).startsWith("notice-*************-*~").isEqualTo(ids.of("notice-9999900000017-1"));
    }

    @Test
    void twoNumbersStayTwo() {
        assertThat(ids.of("notice-9999900000017-1")).isNotEqualTo(ids.of("notice-9999900000025-1"));
    }

    /** Or whoever has a list of numbers could try them all. */
    @Test
    void withoutTheKeyItCannotBeMade() {
        assertThat(ids.of("9999900000017")).isNotEqualTo(ids(2).of("9999900000017"));
    }
}
