package pk.rabta.partner;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;

/**
 * The managers of an SSL bundle as it stands now. Clients make their context once and hold it; each handshake asks these,
 * so that new files of the bundle count without a restart.
 */
final class CurrentManagers implements SslManagerBundle {

    private final Set<SSLContext> contexts =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile SslManagerBundle now;
    private volatile X509ExtendedTrustManager trust;
    private volatile @Nullable X509ExtendedKeyManager key;

    CurrentManagers(SslBundle bundle) {
        take(bundle);
    }

    /** From now on these; where they cannot be read, those from before stay. */
    void take(SslBundle bundle) {
        X509ExtendedTrustManager trusted = first(bundle.getManagers().getTrustManagers(), X509ExtendedTrustManager.class);
        if (trusted == null) {
            throw new IllegalStateException("The bundle trusts nobody");
        }
        key = first(bundle.getManagers().getKeyManagers(), X509ExtendedKeyManager.class);
        trust = trusted;
        now = bundle.getManagers();
        synchronized (contexts) {
            contexts.forEach(context -> forget(context.getClientSessionContext()));
        }
    }

    @Override
    public SSLContext createSslContext(String protocol) {
        SSLContext context = SslManagerBundle.super.createSslContext(protocol);
        contexts.add(context);
        return context;
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory() {
        return now.getKeyManagerFactory();
    }

    @Override
    public TrustManagerFactory getTrustManagerFactory() {
        return now.getTrustManagerFactory();
    }

    @Override
    public KeyManager[] getKeyManagers() {
        return new KeyManager[] {new Keys()};
    }

    @Override
    public TrustManager[] getTrustManagers() {
        return new TrustManager[] {new Trust()};
    }

    private static void forget(SSLSessionContext sessions) {
        for (byte[] id : Collections.list(sessions.getIds())) {
            SSLSession session = sessions.getSession(id);
            if (session != null) {
                session.invalidate();
            }
        }
    }

    private static <T> @Nullable T first(Object @Nullable [] managers, Class<T> type) {
        if (managers != null) {
            for (Object manager : managers) {
                if (type.isInstance(manager)) {
                    return type.cast(manager);
                }
            }
        }
        return null;
    }

    private final class Trust extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            trust.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            trust.checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            trust.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            trust.checkServerTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            trust.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            trust.checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }

    private final class Keys extends X509ExtendedKeyManager {

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            X509ExtendedKeyManager keys = key;
            return keys == null ? null : keys.getClientAliases(type, issuers);
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
            X509ExtendedKeyManager keys = key;
            return keys == null ? null : keys.chooseClientAlias(types, issuers, socket);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers,
                                                        SSLEngine engine) {
            X509ExtendedKeyManager keys = key;
            return keys == null ? null : keys.chooseEngineClientAlias(types, issuers, engine);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;                          // a partner's bundle is for calls that the hub makes
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            X509ExtendedKeyManager keys = key;
            return keys == null ? null : keys.getCertificateChain(alias);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            X509ExtendedKeyManager keys = key;
            return keys == null ? null : keys.getPrivateKey(alias);
        }
    }
}
