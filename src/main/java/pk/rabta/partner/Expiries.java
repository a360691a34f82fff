package pk.rabta.partner;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;
import pk.rabta.time.Pakistan;

/**
 * What ends one day: certificates of SSL bundles and keys of units, by their own word, and what profiles state under
 * {@code expires}.
 */
@Component
public class Expiries {

    private static final String HUB = "hub";

    private final Partners partners;
    private final SslBundles bundles;
    private final List<Endings> others;

    Expiries(Partners partners, SslBundles bundles, List<Endings> others) {
        this.partners = partners;
        this.bundles = bundles;
        this.others = List.copyOf(others);
        stated();
    }

    /** Everything, as it stands now. */
    public List<Expiry> all() {
        List<Expiry> all = stated();
        others.forEach(other -> all.addAll(other.endings()));
        for (String name : bundles.getBundleNames()) {
            SslBundle bundle = bundles.getBundle(name);
            List<String> users = partners.ids().stream().filter(id -> uses(id, name)).toList();
            for (String user : users.isEmpty() ? List.of(HUB) : users) {
                certificates(user, name, bundle.getStores().getKeyStore(), all);
                certificates(user, name, bundle.getStores().getTrustStore(), all);
            }
        }
        return all;
    }

    private boolean uses(String partner, String bundle) {
        PartnerProfile.Tls tls = partners.get(partner).tls();
        return tls != null && tls.bundle().equals(bundle);
    }

    /** A day counts to its end in Pakistan. */
    private List<Expiry> stated() {
        List<Expiry> stated = new ArrayList<>();
        for (String id : partners.ids()) {
            partners.get(id).expires().forEach((name, day) -> {
                try {
                    if (!day.isBlank()) {
                        stated.add(new Expiry(id, "stated", name, Pakistan.startOf(LocalDate.parse(day).plusDays(1))));
                    }
                } catch (DateTimeException e) {
                    throw new WrongSettingsException(Partners.key(id, "expires." + name) + " is '" + day
                            + "', which is no day such as 2027-03-31", e);
                }
            });
        }
        for (String id : partners.ids()) {
            PartnerProfile.WriteBack told = partners.get(id).writeBack();
            if (told != null) {
                stated.add(new Expiry(id, "review", "write-back", told.ends()));
            }
        }
        return stated;
    }

    private static void certificates(String user, String bundle, @Nullable KeyStore store, List<Expiry> into) {
        try {
            for (String alias : store == null ? List.<String>of() : Collections.list(store.aliases())) {
                Certificate certificate = store.getCertificate(alias);
                if (certificate instanceof X509Certificate one) {
                    into.add(new Expiry(user, "certificate", bundle + '/' + alias, one.getNotAfter().toInstant()));
                }
            }
        } catch (KeyStoreException e) {
            throw new IllegalStateException("A key store of bundle " + bundle + " cannot be read", e);
        }
    }
}
