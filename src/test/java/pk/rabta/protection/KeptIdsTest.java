package pk.rabta.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

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
