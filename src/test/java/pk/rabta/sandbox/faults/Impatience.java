package pk.rabta.sandbox.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of a hub that waits for nobody longer than the suite can. */
final class Impatience {

    private Impatience() {}

    /** @param properties of a hub that waits as in the sandbox */
    static Map<String, Object> of(List<String> partners, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        // A lease of an attempt lasts as long as its partner may take, and half a minute: nobody waits for more here.
        partners.forEach(partner -> {
            String profile = "rabta.partners." + partner;
            // A list must have a minute of its rows' lease left when it is sealed.
            all.put(profile + ".delivery.timeout", partner.equals("zakat-pb") ? "60s" : Stage.PATIENCE.toMillis() + "ms");
            all.put(profile + ".retry.first", "500ms");
            all.put(profile + ".retry.max", "2s");
            all.put(profile + ".breaker.probe", "1s");
        });
        // What the department did and told nobody is found within seconds; a look back over ten minutes would be of all.
        String polls = "rabta.partners.health-pb.options.poll-";
        all.putAll(Map.of(polls + "every", "5s", polls + "overlap", "1m", polls + "page", "50"));
        all.put("rabta.broker.send-timeout", "3s");
        all.put("rabta.sftp.stall", "10s");
        all.put("rabta.leases.term", "5s");
        all.put("rabta.leases.period", "1000");
        return all;
    }
}
