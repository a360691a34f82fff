package pk.rabta.sandbox.health;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import pk.rabta.sandbox.HttpSimulator.Answer;
import pk.rabta.sandbox.HttpSimulator.Request;

/** The department's own token endpoint: client credentials in, opaque tokens out. */
final class TokenDesk {

    private final String secret = UUID.randomUUID().toString();
    private static final long LONGEST_SECONDS = 4;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    /** From now on nobody is answered before {@link #release}, or four seconds. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /** How many wait for an answer. */
    int waiting() {
        return waiting.get();
    }

    String id() {
        return "rabta";
    }

    String secret() {
        return secret;
    }

    boolean holds(String authorization) {
        return authorization.startsWith("Bearer ") && tokens.contains(authorization.substring("Bearer ".length()));
    }

    void revoke() {
        tokens.clear();
    }

    Answer answer(Request request) {
        waiting.incrementAndGet();
        try {
            held.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
        boolean basic = request.header("Authorization").equals("Basic "
                + Base64.getEncoder().encodeToString((id() + ":" + secret).getBytes(StandardCharsets.UTF_8)));
        String text = request.text();
        boolean form = text.contains("client_id=" + id()) && text.contains("client_secret=" + secret);
        if (!basic && !form) {
            return Answer.json(401, "{\"error\":\"invalid_client\"}");
        }
        if (!text.contains("grant_type=client_credentials")) {
            return Answer.json(400, "{\"error\":\"unsupported_grant_type\"}");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return Answer.json(200, "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }
}
