package pk.rabta.api.server;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/** What is to be done when a request has ended: now, unless a route answers on a thread of its own. */
final class AtEnd implements AsyncListener {

    private final Runnable work;

    private AtEnd(Runnable work) {
        this.work = work;
    }

    /** @param work may be done more than once */
    static void of(HttpServletRequest request, Runnable work) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtEnd(work));
            } else {
                work.run();
            }
        } catch (IllegalStateException ended) {
            work.run();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        work.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Its completion follows.
    }

    @Override
    public void onError(AsyncEvent event) {
        // Its completion follows.
    }

    /** Listeners are forgotten where a request waits once more. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
