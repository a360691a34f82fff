package pk.rabta.connector.soap;

import java.util.HashMap;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.ws.security.SecurityConstants;
import org.apache.cxf.ws.security.tokenstore.MemoryTokenStore;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.cxf.ws.security.wss4j.WSS4JOutInterceptor;
import org.apache.wss4j.common.cache.MemoryReplayCache;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.dom.handler.WSHandlerConstants;

/**
 * WS-Security as it is used here: every request has exactly a Timestamp and a UsernameToken; answers have none, they
 * come back over the connection that the request opened. Freshness is judged by the machine's time, as for TLS.
 */
public final class WsSecurity {

    /** Seconds for which a Timestamp or a token is fresh; a nonce is remembered longer. */
    static final int FRESH_SECONDS = 300;
    private static final int AHEAD_SECONDS = 60;
    private static final String ACTIONS = WSHandlerConstants.TIMESTAMP + " " + WSHandlerConstants.USERNAME_TOKEN;

    private WsSecurity() {}

    /** Puts the account's token and a Timestamp on what the endpoint sends. */
    public static void sign(Endpoint endpoint, WsAccount account) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(WSHandlerConstants.ACTION, ACTIONS);
        settings.put(WSHandlerConstants.USER, account.username());
        settings.put(WSHandlerConstants.PASSWORD_TYPE, account.show().type);
        settings.put(WSHandlerConstants.PW_CALLBACK_REF, passwordOf(account));
        settings.put(WSHandlerConstants.TTL_TIMESTAMP, Integer.toString(FRESH_SECONDS));
        settings.put(WSHandlerConstants.MUST_UNDERSTAND, "true");
        endpoint.getOutInterceptors().add(new WSS4JOutInterceptor(settings));
    }

    /**
     * Refuses what comes to the endpoint without a fresh Timestamp and the account's token, and a token seen before.
     * The refusal does not tell which of these it was.
     */
    public static void check(Endpoint endpoint, WsAccount account) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(WSHandlerConstants.ACTION, ACTIONS);
        settings.put(WSHandlerConstants.PASSWORD_TYPE, account.show().type);
        settings.put(WSHandlerConstants.PW_CALLBACK_REF, passwordOf(account));
        settings.put(WSHandlerConstants.TTL_TIMESTAMP, Integer.toString(FRESH_SECONDS));
        settings.put(WSHandlerConstants.TTL_FUTURE_TIMESTAMP, Integer.toString(AHEAD_SECONDS));
        settings.put(WSHandlerConstants.TTL_USERNAMETOKEN, Integer.toString(FRESH_SECONDS));
        settings.put(WSHandlerConstants.TTL_FUTURE_USERNAMETOKEN, Integer.toString(AHEAD_SECONDS));
        settings.put(WSHandlerConstants.TIMESTAMP_STRICT, "true");
        settings.put(WSHandlerConstants.REQUIRE_TIMESTAMP_EXPIRES, "true");
        endpoint.getInInterceptors().add(new WSS4JInInterceptor(settings));
        endpoint.put(SecurityConstants.NONCE_CACHE_INSTANCE, new MemoryReplayCache());
        endpoint.put(SecurityConstants.ENABLE_NONCE_CACHE, true);
        // It would only serve signed Timestamps; left on, it and the token store keep caches on disk.
        endpoint.put(SecurityConstants.ENABLE_TIMESTAMP_CACHE, false);
        endpoint.put(SecurityConstants.TOKEN_STORE_CACHE_INSTANCE, new MemoryTokenStore());
    }

    private static CallbackHandler passwordOf(WsAccount account) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (!(callback instanceof WSPasswordCallback asked)) {
                    throw new UnsupportedCallbackException(callback);
                }
                // An unknown user gets no password, and so fails as a wrong password does.
                if (account.username().equals(asked.getIdentifier())) {
                    asked.setPassword(account.password());
                }
            }
        };
    }
}
