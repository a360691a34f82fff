package pk.rabta.partner.proof;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are a partner's: by {@code sha256:} and the thumbprint in hex, or, where the hub's own TLS has checked
 * who issued it, by subject name.
 */
final class Certificates {

    private static final String THUMBPRINT = "sha256:";

    private final Set<String> thumbprints = new HashSet<>();
    private final Set<X500Principal> subjects = new HashSet<>();

    /**
     * Throws IllegalArgumentException where one is neither.
     *
     * @param byHeader whether a proxy hands certificates on: then the hub has not seen who issued one, anybody can write any
     *                 subject into a certificate of their own, and only thumbprints are taken
     */
    Certificates(List<String> named, boolean byHeader) {
        for (String name : named) {
            if (name.startsWith(THUMBPRINT)) {
                String hex = name.substring(THUMBPRINT.length()).replace(":", "").toLowerCase(Locale.ROOT);
                if (!hex.matches("[0-9a-f]{64}")) {
                    throw new IllegalArgumentException("'" + name + "' is no SHA-256 in hex");
                }
                thumbprints.add(hex);
            } else if (byHeader) {
                throw new IllegalArgumentException("'" + name + "' is a subject, and with rabta.api.certificate-header only "
                    + "thumbprints are taken: name 'sha256:' and the certificate's SHA-256 in hex, or let TLS end at the hub "
                    + "and leave that setting out");
            } else {
                subjects.add(new X500Principal(name));
            }
        }
    }

    boolean contain(@Nullable X509Certificate shown) {
        return shown != null && (subjects.contains(shown.getSubjectX500Principal())
                || thumbprints.contains(thumbprint(shown)));
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was read has an encoding", e);
        }
    }
}
