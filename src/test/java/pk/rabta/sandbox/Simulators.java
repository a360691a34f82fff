package pk.rabta.sandbox;

import java.util.List;
import java.util.Optional;
import pk.rabta.sandbox.bisp.BispSimulator;
import pk.rabta.sandbox.demo.WidowOfLahore;
import pk.rabta.sandbox.health.HealthSimulator;
import pk.rabta.sandbox.pbm.PbmSimulator;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.wpu.WpuSimulator;
import pk.rabta.sandbox.zakat.ZakatCommittee;

/** The simulators of the sandbox, by name: a new one is one line here. */
public final class Simulators {

    private Simulators() {}

    /** New simulators of the registry and of every partner, not started yet. */
    public static List<Simulator> all() {
        return List.of(
                new RegistrySimulator(),
                new BispSimulator(),
                new HealthSimulator(),
                new PbmSimulator(),
                new ProsecutionSimulator(),
                new WpuSimulator(),
                new ZakatCommittee());
    }

    /** The scenario that the sandbox plays when it is ready. */
    public static Optional<Demo> demo() {
        return Optional.of(new WidowOfLahore());
    }
}
