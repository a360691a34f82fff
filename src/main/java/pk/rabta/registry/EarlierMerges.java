package pk.rabta.registry;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Merges that a hub of an earlier version kept, of which no flag followed any. At the start they are learnt as if they were
 * told now: who was merged with a protected witness is hidden, with all that follows (ADR 18). Each is learnt once. After all
 * listeners are there, before any route.
 */
@Component
class EarlierMerges implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierMerges.class);

    private final JdbcClient jdbc;
    private final Persons persons;

    EarlierMerges(JdbcClient jdbc, Persons persons) {
        this.jdbc = jdbc;
        this.persons = persons;
    }

    private record Merge(String victimId, String into) {}

    @Override
    public void afterSingletonsInstantiated() {
        List<Merge> merges = jdbc.sql("""
                select victim_id, merged_into from person where merged_into is not null and kept_as is null
                order by victim_id""").query((row, n) -> new Merge(row.getString(1), row.getString(2))).list();
        merges.forEach(merge -> persons.merged(merge.victimId(), merge.into()));
        if (!merges.isEmpty()) {
            LOG.info("{} merges that an earlier version kept are followed by flags now", merges.size());
        }
    }
}
