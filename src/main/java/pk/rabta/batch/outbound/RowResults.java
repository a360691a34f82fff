package pk.rabta.batch.outbound;

import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.delivery.DispatchSteps;

/** Tells deliveries what became of their rows: sent with their list, or taken out of it. Joins the caller's transaction. */
@Component
class RowResults {

    private final DispatchSteps dispatch;

    RowResults(DispatchSteps dispatch) {
        this.dispatch = dispatch;
    }

    void sent(List<OutRow> rows) {
        rows.forEach(row -> dispatch.sentInList(row.deliveryId(), row.attemptId()));
    }

    /** Those whose basis ended before their list went; {@code begun}: its upload had. */
    void takenBack(List<OutRow> rows, boolean begun) {
        rows.forEach(row -> dispatch.outOfList(row.deliveryId(), row.attemptId(), begun));
    }
}
