package pk.rabta.batch.outbound;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.Dispatch;
import pk.rabta.delivery.DispatchSteps;

/** Tells the deliveries of a list that they were sent, or not, by the same steps that a route uses for one. */
@Component
class SentRows {

    private final DispatchSteps dispatch;
    private final CamelContext camel;

    SentRows(DispatchSteps dispatch, CamelContext camel) {
        this.dispatch = dispatch;
        this.camel = camel;
    }

    /** Joins the caller's transaction. */
    void note(List<OutRow> rows) {
        for (OutRow row : rows) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.setVariable(DispatchSteps.VARIABLE, dispatch(row));
            dispatch.sent(exchange);
        }
    }

    /** Those whose basis ended before their list went; {@code begun}: its upload had. Joins the caller's transaction. */
    void takenBack(List<OutRow> rows, boolean begun) {
        rows.forEach(row -> dispatch.takenBack(dispatch(row), begun));
    }

    private static Dispatch dispatch(OutRow row) {
        return new Dispatch(row.deliveryId(), row.attemptId(), 1, "", "", row.referralId(), "request", "request", "", null,
                null);
    }
}
