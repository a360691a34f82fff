package pk.rabta.partner.signature;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One way of signing {@code {header, message}}, with the keys of one partner. Both methods look at the document as it
 * was parsed, never at a model of it: a member that a model would drop or add would change the signature.
 */
public interface SignatureProfile {

    /** The text of the envelope's member {@code signature}. The header names the sender. */
    String sign(JsonNode header, JsonNode message);

    /**
     * Passes if the partner has signed this header and this message, a short time ago.
     *
     * @param signature the text of the member {@code signature}; empty if there was none
     * @throws SignatureRefused otherwise
     */
    void verify(String signature, JsonNode header, JsonNode message);
}
