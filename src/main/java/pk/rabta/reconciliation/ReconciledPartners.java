package pk.rabta.reconciliation;

import java.util.Collection;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.partner.Partners;
import pk.rabta.query.ReferredPartners;

/** Who is reconciled: each partner of the directory, and each that is there no more and has referrals. */
@Component
class ReconciledPartners {

    private final Partners partners;
    private final JdbcClient jdbc;

    ReconciledPartners(Partners partners, JdbcClient jdbc) {
        this.partners = partners;
        this.jdbc = jdbc;
    }

    /** In alphabetical order. */
    Collection<String> ids() {
        TreeSet<String> ids = new TreeSet<>(partners.ids());
        ids.addAll(ReferredPartners.in(jdbc));
        return ids;
    }

    boolean has(String id) {
        return partners.find(id).isPresent() || ReferredPartners.in(jdbc).contains(id);
    }
}
