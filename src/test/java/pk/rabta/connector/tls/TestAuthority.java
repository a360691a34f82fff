package pk.rabta.connector.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private certificate authority, made by the JDK's keytool; its keys live as long as the test's folder. */
public final class TestAuthority {

    public static final String PASSWORD = "of-a-test";

    private final Path folder;
    private final String name;
    private final Path store;
    private final Map<String, KeyStore> clients = new HashMap<>();

    public TestAuthority(Path folder, String name) throws Exception {
        this.folder = folder;
        this.name = name;
        this.store = folder.resolve(name + ".p12");
        keytool("-genkeypair", "-alias", "ca", "-ext", "bc:c", "-dname", "CN=" + name, "-validity", "30");
    }

    /** The authority's certificate as PEM, as a department gives it to those who call it. */
    public Path certificate() throws Exception {
        byte[] der = load().getCertificate("ca").getEncoded();
        return Files.writeString(folder.resolve(name + ".pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END CERTIFICATE-----\n");
    }

    /** A server's certificate for these names ({@code dns:...,ip:...}), valid from now + days, for so many days. */
    public SSLContext server(String alias, String names, int fromDays, int days) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(entry(alias, names, fromDays, days), PASSWORD.toCharArray());
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The same as a file, for a server of Spring. */
    public Path serverStore(String alias, String names) throws Exception {
        Path file = folder.resolve(alias + ".p12");
        try (var out = Files.newOutputStream(file)) {
            entry(alias, names, 0, 5).store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** Trusts this authority and no other. */
    SSLContext client() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** The same, and shows the certificate of that name. */
    SSLContext client(String alias) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(clientStore(alias), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The certificate with the subject CN=alias, made when it is first asked for. */
    public X509Certificate certificateOf(String alias) throws Exception {
        return (X509Certificate) clientStore(alias).getCertificate(alias);
    }

    /** This authority as a file, for a server of Spring that asks for certificates. */
    Path trustStore() throws Exception {
        Path file = folder.resolve(name + "-trust.p12");
        try (var out = Files.newOutputStream(file)) {
            trusted().store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private KeyStore clientStore(String alias) throws Exception {
        if (!clients.containsKey(alias)) {
            clients.put(alias, entry(alias, "dns:" + alias, 0, 5));
        }
        return clients.get(alias);
    }

    private KeyStore trusted() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", load().getCertificate("ca"));
        return trusted;
    }

    private KeyStore entry(String alias, String names, int fromDays, int days) throws Exception {
        keytool("-genkeypair", "-alias", alias, "-signer", "ca", "-dname", "CN=" + alias, "-ext", "san=" + names,
                "-startdate", (fromDays < 0 ? "" : "+") + fromDays + "d", "-validity", Integer.toString(days));
        KeyStore all = load();
        Key key = all.getKey(alias, PASSWORD.toCharArray());
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, key, PASSWORD.toCharArray(), all.getCertificateChain(alias));
        return one;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                .toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-keystore", store.toString(), "-storepass",
                PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
