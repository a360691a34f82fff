package pk.rabta.notify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import pk.rabta.sandbox.HttpSimulator;

/** A tool that receives webhooks on a real socket, and answers as a test tells it. */
public final class WebhookReceiver extends HttpSimulator implements AutoCloseable {

    private final List<Request> requests = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();

    public WebhookReceiver() {
        super("webhook-receiver");
        start();
    }

    /** The next answers, then 204 for ever. */
    synchronized WebhookReceiver answers(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
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
        Integer status = answers.poll();
        return Answer.empty(status == null ? 204 : status);
    }

    @Override
    public void close() {
        stop();
    }
}
