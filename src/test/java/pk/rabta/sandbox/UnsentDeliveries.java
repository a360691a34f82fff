package pk.rabta.sandbox;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Voids what no test waits for any more, so that it does not go out in the midst of the next one. */
final class UnsentDeliveries {

    private UnsentDeliveries() {}

    /** @param partner all of them if there is none. What is being sent this moment is left to the hub. */
    static void voidAll(ApplicationContext hub, @Nullable String partner) {
        hub.getBean(JdbcClient.class).sql("""
                update delivery set state = 'VOIDED' where id in (
                  select id from delivery where state in ('DUE', 'PUBLISHED', 'RETRY')
                  and destination = coalesce(:partner, destination) for update skip locked)""")
                .param("partner", partner).update();
    }
}
