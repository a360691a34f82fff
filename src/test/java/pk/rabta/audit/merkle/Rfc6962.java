package pk.rabta.audit.merkle;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, word for word over whole lists of leaves: slow, and knows nothing of the main code. */
final class Rfc6962 {

    private Rfc6962() {}

    static byte[] mth(List<byte[]> d) {
        int n = d.size();
        if (n == 0) {
            return sha(new byte[0]);
        }
        if (n == 1) {
            return sha(new byte[] {0}, d.getFirst());
        }
        int k = k(n);
        return sha(new byte[] {1}, mth(d.subList(0, k)), mth(d.subList(k, n)));
    }

    static List<byte[]> path(int m, List<byte[]> d) {
        int n = d.size();
        if (n == 1) {
            return List.of();
        }
        int k = k(n);
        return m < k ? plus(path(m, d.subList(0, k)), mth(d.subList(k, n)))
                : plus(path(m - k, d.subList(k, n)), mth(d.subList(0, k)));
    }

    static List<byte[]> proof(int m, List<byte[]> d) {
        return subproof(m, d, true);
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
        int n = d.size();
        if (m == n) {
            return b ? List.of() : List.of(mth(d));
        }
        int k = k(n);
        return m <= k ? plus(subproof(m, d.subList(0, k), b), mth(d.subList(k, n)))
                : plus(subproof(m - k, d.subList(k, n), false), mth(d.subList(0, k)));
    }

    private static int k(int n) {
        int k = 1;
        while (2 * k < n) {
            k = 2 * k;
        }
        return k;
    }

    private static List<byte[]> plus(List<byte[]> list, byte[] one) {
        List<byte[]> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    private static byte[] sha(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
