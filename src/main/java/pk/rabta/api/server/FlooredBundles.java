package pk.rabta.api.server;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Bundles as the hub's own port may offer them. A bundle that is read again ({@code reload-on-update}) becomes a new
 * configuration of Tomcat's, past all customizers; so the floor is in the bundle itself.
 */
final class FlooredBundles implements SslBundles {

    private final SslBundles all;

    FlooredBundles(SslBundles all) {
        this.all = all;
    }

    @Override
    public SslBundle getBundle(String name) {
        return raised(name, all.getBundle(name));
    }

    @Override
    public void addBundleUpdateHandler(String name, Consumer<SslBundle> handler) {
        all.addBundleUpdateHandler(name, bundle -> handler.accept(raised(name, bundle)));
    }

    @Override
    public void addBundleRegisterHandler(BiConsumer<String, SslBundle> handler) {
        all.addBundleRegisterHandler((name, bundle) -> handler.accept(name, raised(name, bundle)));
    }

    @Override
    public List<String> getBundleNames() {
        return all.getBundleNames();
    }

    private static SslBundle raised(String name, SslBundle bundle) {
        return SslBundle.of(bundle.getStores(), bundle.getKey(),
            TlsFloor.raised(bundle.getOptions(), "spring.ssl.bundle.<pem or jks>." + name + ".options"),
            bundle.getProtocol(), bundle.getManagers());
    }
}
