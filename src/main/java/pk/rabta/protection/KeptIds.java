package pk.rabta.protection;

import java.util.Arrays;
import java.util.Base64;
import org.springframework.stereotype.Component;
import pk.rabta.api.Masked;

/**
 * Ids that others chose, as the hub keeps them: a caller's key, a partner's number of a message or an event. They are
 * kept in the clear, since they are looked up, and some senders build them of a CNIC or a phone number.
 */
@Component
public class KeptIds {

    private static final int ENOUGH_TO_DIFFER = 16;

    private final LookupHash hash;

    KeptIds(LookupHash hash) {
        this.hash = hash;
    }

    /**
     * The id itself where no digits in it could be somebody's; else with {@code *} for those digits, and a keyed hash of
     * the whole behind it, so that the same id is known again and two that differ stay two.
     */
    public String of(String id) {
        String shown = Masked.name(id);
        return shown.equals(id) ? id : shown + '~' + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Arrays.copyOf(hash.of("id", id), ENOUGH_TO_DIFFER));
    }
}
