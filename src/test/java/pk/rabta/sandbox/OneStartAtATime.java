package pk.rabta.sandbox;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ConfigurableBootstrapContext;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;

/** Hubs of one process set its logging up one after the other: Spring Boot and Logback change maps that are the process's. */
public final class OneStartAtATime implements SpringApplicationRunListener {

    private static final ReentrantLock LOGGING = new ReentrantLock();

    @Override
    public void starting(ConfigurableBootstrapContext bootstrap) {
        LOGGING.lock();
    }

    @Override
    public void contextPrepared(ConfigurableApplicationContext context) {
        LOGGING.unlock();
    }

    @Override
    public void failed(@Nullable ConfigurableApplicationContext context, Throwable thrown) {
        if (LOGGING.isHeldByCurrentThread()) {
            LOGGING.unlock();
        }
    }
}
