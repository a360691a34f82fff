package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/** The room that one request's body takes, until the request has ended: answered, refused, failed, or out of time. */
final class HeldBody {

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

    /** Gives all back when the request ends. */
    void endWith(HttpServletRequest request) {
        AtEnd.of(request, () -> room.give(sender, bytes.getAndSet(0)));
    }
}
