package pk.rabta.referral.bulk;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who takes the lines: a few threads for all calls, so that they never use more of the database than so many. */
@Configuration(proxyBeanMethods = false)
class BulkWorkers {

    /**
     * @param workers lines taken at a time on this node, over all calls; well below the pool of database connections
     */
    @ConfigurationProperties("rabta.bulk")
    record Settings(@DefaultValue("4") int workers) {

        Settings {
            if (workers < 1) {
                throw new IllegalArgumentException("rabta.bulk.workers must be at least 1");
            }
        }
    }

    /** No candidate for whoever wants any executor: requests have their own. */
    @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
    ExecutorService bulkThreads(Settings settings) {
        return Executors.newFixedThreadPool(settings.workers(), Thread.ofPlatform().name("rabta-bulk-", 0).factory());
    }
}
