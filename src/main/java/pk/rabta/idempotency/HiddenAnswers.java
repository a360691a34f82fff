package pk.rabta.idempotency;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import pk.rabta.registry.PersonHidden;

/**
 * Forgets the answers that name anything of somebody who must not be found any more: a repeat is a new request then, and
 * is answered as such.
 */
@Component
class HiddenAnswers {

    private final JdbcClient jdbc;

    HiddenAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** No answer is older than what it names, so only those since then are looked through. */
    @EventListener
    @Order(6)
    void forget(PersonHidden hidden) {
        jdbc.sql("""
                with named as materialized (
                  select id, created_at from referral where victim_id = :victim and withheld union all
                  select id, created_at from case_file where victim_id = :victim and withheld union all
                  select id, created_at from consent where victim_id = :victim and withheld union all
                  select id, created_at from document where victim_id = :victim and withheld)
                delete from idempotency_key i
                where i.created_at >= (select min(created_at) from named)
                  and array[i.answer ->> 'caseId', i.answer ->> 'referralId', i.answer ->> 'id',
                    i.answer #>> '{consent,id}'] && (select array_agg(id) from named)""")
                .param("victim", hidden.victimId()).update();
    }
}
