package pk.rabta.sandbox.bisp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import pk.rabta.sandbox.Agenda;
import pk.rabta.sandbox.spdci.HubDoor;
import pk.rabta.sandbox.spdci.Signer;

/** Sends signed callbacks, each with one content, again after a while if the hub did not acknowledge it. */
final class Callbacks {

    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** For a quarter of an hour: a hub that is killed again and again is away for minutes on a busy machine. */
    private static final int TRIES = 900;
    /** How long a signature is used; the hub takes it for five minutes. */
    private static final Duration SIGNED = Duration.ofMinutes(1);

    private final Signer signer;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    /** A message and the hub's answer to it. */
    record Sent(ObjectNode message, HubDoor.Reply reply) {}

    Callbacks(Signer signer) {
        this.signer = signer;
    }

    /** What the hub answered so far, in order. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /**
     * @param goes asked when its time has come: whether it is sent at all
     * @param told what comes of it when the hub has answered
     */
    void send(Agenda agenda, Duration after, URI url, ObjectNode envelope, BooleanSupplier goes, Runnable told) {
        new Callback(agenda, url, envelope, goes, told).send(after, 1);
    }

    private final class Callback {

        private final Agenda agenda;
        private final URI url;
        private final ObjectNode envelope;
        private final String what;
        private final BooleanSupplier goes;
        private final Runnable told;
        private byte[] signed = new byte[0];
        private Instant signedAt = Instant.EPOCH;

        Callback(Agenda agenda, URI url, ObjectNode envelope, BooleanSupplier goes, Runnable told) {
            this.goes = goes;
            this.told = told;
            this.agenda = agenda;
            this.url = url;
            this.envelope = envelope;
            this.what = envelope.path("header").path("action").asText();
        }

        void send(Duration after, int attempt) {
            agenda.after(after, what, () -> {
                if (!goes.getAsBoolean()) {
                    return;
                }
                try {
                    HubDoor.Reply reply = HubDoor.post(url, bytes());
                    sent.add(new Sent(envelope, reply));
                    if (reply.status() >= 500) {
                        again(attempt);
                    } else {
                        told.run();
                    }
                } catch (IOException e) {
                    again(attempt);
                }
            });
        }

        private void again(int attempt) {
            if (attempt < TRIES) {
                send(AGAIN, attempt + 1);
            }
        }

        /** Signed when it is first sent; the same bytes for a while, then signed anew. */
        private synchronized byte[] bytes() {
            Instant now = Instant.now();
            if (signedAt.plus(SIGNED).isBefore(now)) {
                signed = signer.signed(envelope, now);
                signedAt = now;
            }
            return signed;
        }
    }
}
