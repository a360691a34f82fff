package pk.rabta.partner;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/**
 * Whom the hub trusts when it calls a partner by https, at every address of its profile: the Java machine's
 * authorities, or those of the SSL bundle that the profile names. Always TLS 1.2 or newer; host
 * names are always checked.
 */
@Component
public class PartnerTls {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerTls.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Map<String, SslBundle> bundles = new TreeMap<>();

    PartnerTls(Partners partners, SslBundles known) {
        for (String id : partners.ids()) {
            PartnerProfile.Tls tls = partners.get(id).tls();
            bundles.put(id, tls == null ? narrowed("the default", SslBundle.systemDefault())
                    : named(Partners.key(id, "tls.bundle"), tls.bundle(), known));
        }
    }

    /** The partner's bundle; its options always name the protocols. */
    public SslBundle of(String partner) {
        SslBundle bundle = bundles.get(partner);
        if (bundle == null) {
            throw new IllegalStateException("No profile for partner '" + partner + "'");
        }
        return bundle;
    }

    private static SslBundle named(String key, String name, SslBundles known) {
        try {
            SslBundle bundle = narrowed("spring.ssl.bundle of " + name, known.getBundle(name));
            bundle.createSslContext();          // a file that cannot be read is found at the start
            CurrentManagers managers = new CurrentManagers(bundle);
            known.addBundleUpdateHandler(name, changed -> take(name, changed, managers));
            return SslBundle.of(bundle.getStores(), bundle.getKey(), bundle.getOptions(), bundle.getProtocol(), managers);
        } catch (NoSuchSslBundleException e) {
            throw new WrongSettingsException(key + " is '" + name + "', but there is no such bundle: set "
                    + "spring.ssl.bundle.pem." + name
                    + ".truststore.certificate to the file of the authority's certificate", e);
        } catch (IllegalStateException e) {
            throw new WrongSettingsException(key + " is '" + name + "', whose spring.ssl.bundle.*." + name
                    + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void take(String name, SslBundle changed, CurrentManagers managers) {
        try {
            managers.take(changed);
            LOG.info("spring.ssl.bundle of {}: its new files count from the next connection on", name);
        } catch (RuntimeException e) {
            LOG.error("spring.ssl.bundle of {}: its new files cannot be used, the old ones count on: {}", name,
                    e.getMessage());
        }
    }

    private static SslBundle narrowed(String where, SslBundle bundle) {
        String @Nullable [] asked = bundle.getOptions().getEnabledProtocols();
        if (asked != null && !List.of(PROTOCOLS).containsAll(List.of(asked))) {
            throw new WrongSettingsException(where + ": options.enabled-protocols may hold only "
                    + List.of(PROTOCOLS), null);
        }
        return SslBundle.of(bundle.getStores(), bundle.getKey(),
                SslOptions.of(bundle.getOptions().getCiphers(), asked == null ? PROTOCOLS : asked),
                bundle.getProtocol(), bundle.getManagers());
    }
}
