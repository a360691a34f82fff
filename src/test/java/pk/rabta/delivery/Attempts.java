package pk.rabta.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attempts as another node begins them, by whose clock it may be another time. */
public final class Attempts {

    private Attempts() {
    }

    /** Begins an attempt of the referral's only message, under a lease that runs for long by anybody's clock. */
    public static UUID begin(ApplicationContext hub, String referral, Instant itsNow) {
        UUID delivery = hub.getBean(JdbcClient.class).sql("select id from delivery where referral_id = :id")
                .param("id", referral).query(UUID.class).single();
        UUID attempt = UUID.randomUUID();
        hub.getBean(Deliveries.class).begin(delivery, attempt, 2, itsNow.plus(Duration.ofHours(1)), "test", itsNow);
        return attempt;
    }
}
