package pk.rabta.batch.inbound;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/** Tells whether Camel moved a file away after its route: it does so at the exchange's end, and only logs what fails. */
@Component("moves")
class Moves extends LoggingExceptionHandler {

    private static final String FAILED = "rabta.move-failed";

    Moves(CamelContext context) {
        super(context, Moves.class);
    }

    /** Hears of what failed there, as the endpoint's {@code onCompletionExceptionHandler}. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable thrown) {
        exchange.setProperty(FAILED, thrown);
        super.handleException(message, exchange, thrown);
    }

    /** One of the two is called once the move was tried; neither where the route failed, for then there is none. */
    static void watch(Exchange exchange, Runnable moved, Consumer<Throwable> failed) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                Throwable thrown = done.getProperty(FAILED, Throwable.class);
                if (thrown == null) {
                    moved.run();
                } else {
                    failed.accept(thrown);
                }
            }

            /** After Camel's own, which moves the file and has no order. */
            @Override
            public int getOrder() {
                return Ordered.LOWEST;
            }
        });
    }
}
