package pk.rabta.notify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pk.rabta.sandbox.HttpSimulator;

/** A tool that receives webhooks on a real socket, and answers as a test tells it. */
public final class WebhookReceiver extends HttpSimulator implements AutoCloseable {

    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Integer> tries = new HashMap<>();
    private int[] answers = {};

    public WebhookReceiver() {
        super("webhook-receiver");
        start();
    }

    /** How the first tries of each event are answered; every later one with 204. Other tests' events may come between. */
    synchronized WebhookReceiver answersEach(int... statuses) {
        answers = statuses;
        return this;
    }

    /** All requests so far, in the order in which they came. */
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    protected synchronized Answer answer(Request request) {
        requests.add(request);
        int before = tries.merge(request.header("webhook-id"), 1, Integer::sum) - 1;
        return Answer.empty(before < answers.length ? answers[before] : 204);
    }

    @Override
    public void close() {
        stop();
    }
}
