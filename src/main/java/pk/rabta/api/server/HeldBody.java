package pk.rabta.api.server;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/** The room that one request's body takes, until the request has ended: answered, refused, failed, or out of time. */
final class HeldBody implements AsyncListener {

    private final BodyRoom room;
    private final BodyRoom.Sender sender;
    private final AtomicLong bytes = new AtomicLong();

    HeldBody(BodyRoom room, BodyRoom.Sender sender) {
        this.room = room;
        this.sender = sender;
    }

    /** Takes room for more. @throws pk.rabta.api.ProblemException 503 where there is none */
    void take(int more) {
        room.take(sender, more);
        bytes.addAndGet(more);
    }

    /** Gives all back when the request ends: now, unless a route answers on a thread of its own. */
    void endWith(HttpServletRequest request) {
        try {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(this);
            } else {
                end();
            }
        } catch (IllegalStateException ended) {
            end();
        }
    }

    private void end() {
        room.give(sender, bytes.getAndSet(0));
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
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
