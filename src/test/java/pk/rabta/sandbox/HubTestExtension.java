package pk.rabta.sandbox;

import java.net.URI;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Hands the parts of the shared sandbox to test methods. */
final class HubTestExtension implements ParameterResolver, BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        SandboxEnvironment.shared().simulators().forEach(simulator -> simulator.faults().clear());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SandboxEnvironment.class || type == HubClient.class || Simulator.class.isAssignableFrom(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        SandboxEnvironment sandbox = SandboxEnvironment.shared();
        if (type == SandboxEnvironment.class) {
            return sandbox;
        }
        if (type == HubClient.class) {
            String port = SpringExtension.getApplicationContext(context).getEnvironment()
                    .getRequiredProperty("local.server.port");
            return HubClient.of(sandbox, URI.create("http://127.0.0.1:" + port), "VSO");
        }
        return sandbox.simulator(type.asSubclass(Simulator.class));
    }
}
