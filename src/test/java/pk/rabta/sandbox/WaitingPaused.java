package pk.rabta.sandbox;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** For tests in which a referral waits only because the test says so: the hub must not look whether it still has to. */
public final class WaitingPaused implements BeforeEachCallback, AfterEachCallback {

    private static final String ROUTE = "waiting";

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        hub(test).getRouteController().suspendRoute(ROUTE);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        hub(test).getRouteController().resumeRoute(ROUTE);
    }

    private static CamelContext hub(ExtensionContext test) {
        return SpringExtension.getApplicationContext(test).getBean(CamelContext.class);
    }
}
