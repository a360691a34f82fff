package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The certificate that a caller proved to hold: from the TLS connection, or, where a trusted proxy ended that, from the
 * header that {@code rabta.api.certificate-header} names. From anybody else that header says nothing.
 */
@Component
public class ClientCertificate {

    private static final String TLS = "jakarta.servlet.request.X509Certificate";

    private final @Nullable String header;
    private final ClientAddress addresses;

    ClientCertificate(ApiSettings settings, ClientAddress addresses) {
        this.header = settings.certificateHeader();
        this.addresses = addresses;
    }

    /**
     * Whether it may come from a header. Then nobody but the proxy has seen who signed it, and its names say only what
     * somebody wrote into it: what is to be trusted is the thumbprint of one that was agreed.
     */
    public boolean byHeader() {
        return header != null;
    }

    /** The certificate; null for none, or one that cannot be read. */
    public @Nullable X509Certificate of(HttpServletRequest request) {
        if (header != null && addresses.byProxy(request)) {
            String value = request.getHeader(header);
            return value == null ? null : read(value.strip());
        }
        return request.getAttribute(TLS) instanceof X509Certificate[] chain && chain.length > 0 ? chain[0] : null;
    }

    /**
     * Puts the certificate where the check of tokens looks for one. Behind a proxy the connection's own is the proxy's, and
     * must not be taken for the caller's: then there is none.
     */
    void show(HttpServletRequest request) {
        if (header != null && addresses.byProxy(request)) {
            X509Certificate certificate = of(request);
            request.setAttribute(TLS, certificate == null ? new X509Certificate[0] : new X509Certificate[] {certificate});
        }
    }

    /** SHA-256 of the certificate in base64url, as in {@code x5t#S256} of RFC 8705. */
    public static String thumbprint(X509Certificate certificate) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was read has an encoding", e);
        }
    }

    /** As RFC 9440 says ({@code :base64:}), or as PEM with percent signs, which is what most proxies send. */
    private static @Nullable X509Certificate read(String value) {
        try {
            byte[] bytes = value.startsWith(":") ? Base64.getDecoder().decode(value.substring(1, value.length() - 1))
                : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII);
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return null;
        }
    }
}
