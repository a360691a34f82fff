package pk.rabta.sandbox.wpu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.util.FileSystemUtils;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.SandboxDirectory;

/**
 * A unit of witness protection: opens sealed requests with its own key, knows each again by the id inside, and answers
 * later, sealed to the hub. It knows tokens, never a person.
 */
public final class WpuSimulator extends HttpSimulator {

    /** What it decides; WRONG sends what the agreement does not have, FORGED signs with another key. */
    public enum Verdict { ADMIT, REFUSE, SILENT, WRONG, FORGED }

    public static final String EXPIRY = LocalDate.now().plusYears(1).toString();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    private static final AtomicInteger UNITS = new AtomicInteger();

    private final UnitSeal seal = new UnitSeal();
    /** Each its own: of two in one process, the end of one must not take the other's keys. */
    private final Path keys = SandboxDirectory.own("wpu-kp-" + UNITS.incrementAndGet()).resolve("keys.json");
    private final Set<String> messages = new HashSet<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<JsonNode> opened = new CopyOnWriteArrayList<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private volatile byte[] last = {};
    private volatile Verdict verdict;
    private volatile Duration pace;

    private record Told(JsonNode content, int status) {}

    public WpuSimulator() {
        super("wpu-kp");
        decideAsEver();
    }

    @Override
    public void decideAsEver() {
        decide(Verdict.ADMIT, Duration.ofMillis(200));
    }

    /** What it decides from now on, and how long it takes for it. */
    public void decide(Verdict next, Duration after) {
        verdict = next;
        pace = after;
    }

    /** What it opened, in order: what really left the hub. */
    public List<JsonNode> opened() {
        return List.copyOf(opened);
    }

    /** The body of the last request as it came over the wire. */
    public byte[] last() {
        return last.clone();
    }

    /** Decides now on a request that it took in silence. */
    public void decide(String caseRef, Verdict now) {
        decided(caseRef, token(caseRef), now, Duration.ZERO);
    }

    /** The status of each answer that the hub gave to what it was told of this request, in order. */
    public List<Integer> answers(String caseRef) {
        String token = token(caseRef);
        return told.stream().filter(one -> one.content().path("token").asText().equals(token)).map(Told::status).toList();
    }

    /** The token under which it knows a request. */
    public synchronized String token(String caseRef) {
        return Objects.requireNonNull(tokens.get(caseRef), () -> "The unit has no open request " + caseRef);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("WPU_KP_URL", url().toString(), "WPU_KP_KEYS", keys.toString(),
                "rabta.partners.wpu-kp.retry.first", "500ms", "rabta.partners.wpu-kp.retry.max", "2s",
                "rabta.partners.wpu-kp.breaker.probe", "1s", "rabta.partners.wpu-kp.delivery.rate", "20/s");
    }

    @Override
    public synchronized void start() {
        SandboxDirectory.create(keys.getParent());
        try {
            Files.writeString(keys, seal.publicKeys());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        super.start();
    }

    @Override
    public void end() {
        stop();
        FileSystemUtils.deleteRecursively(keys.getParent().toFile());
    }

    @Override
    protected synchronized Answer answer(Request request) throws Exception {
        if (!request.path().equals("/sealed/requests") || !request.header("Content-Type").equals("application/jose")) {
            return Answer.empty(404);
        }
        last = request.body();
        JWSObject signed;
        try {
            signed = seal.open(request.body(), hubKey(Curve.Ed25519));
        } catch (Exception refused) {
            ledger().refused("request", "", "", "not sealed to this unit");
            return Answer.empty(400);
        }
        String id = String.valueOf(signed.getHeader().getCustomParam("jti"));
        JsonNode content = JSON.readTree(signed.getPayload().toBytes());
        opened(signed.getPayload().toBytes());
        opened.add(content);
        String reference = content.path("caseRef").asText();
        if (!messages.add(id)) {
            ledger().repeated("request", id, reference, "");
        } else if (content.path("withdrawn").asBoolean()) {
            tokens.remove(reference);
            ledger().applied("withdrawal", id, reference, "");
            agenda().after(pace, "withdrawal of " + reference, () -> send(JSON.createObjectNode()
                    .put("caseRef", reference).put("withdrawn", true), seal.next()));
        } else {
            String token = content.path("token").asText();
            tokens.put(reference, token);
            ledger().applied("request", id, reference, content.path("threatLevel").asText());
            decided(reference, token, verdict, pace);
        }
        return Answer.empty(202);
    }

    private void decided(String reference, String token, Verdict how, Duration after) {
        UnitSeal next = how == Verdict.FORGED ? new UnitSeal() : seal.next();
        ObjectNode answer = JSON.createObjectNode().put("token", token).put("admitted", how != Verdict.REFUSE);
        if (how == Verdict.WRONG) {
            answer.put("name", "somebody");
        }
        if (answer.path("admitted").asBoolean()) {
            answer.put("expiry", EXPIRY);
        }
        if (how != Verdict.SILENT) {
            agenda().after(after, "decision on " + reference, () -> tell(answer, next));
        }
    }

    private void tell(JsonNode content, UnitSeal with) throws Exception {
        int status = send(content, with);
        if (status >= 500) {
            throw new IOException("the hub did not take an answer: " + status);
        }
    }

    /** Tells the hub something, sealed; each sending of one message has the same id. */
    public int send(JsonNode content, UnitSeal with) throws Exception {
        int status = send(content.toString().getBytes(StandardCharsets.UTF_8), with).statusCode();
        told.add(new Told(content, status));
        return status;
    }

    /** Tells the hub these bytes, whatever they are, sealed. */
    HttpResponse<String> send(byte[] content, UnitSeal with) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(hub().url().resolve("/sealed/wpu-kp/answers"))
                .timeout(Duration.ofSeconds(30)).header("Content-Type", "application/jose")
                .POST(BodyPublishers.ofByteArray(with.seal(content, hubKey(Curve.X25519)))).build(),
                BodyHandlers.ofString());
    }

    /** The unit's own keys, for a test that speaks for it. */
    public UnitSeal seal() {
        return seal.next();
    }

    private OctetKeyPair hubKey(Curve curve) throws Exception {
        String jwks = HTTP.send(HttpRequest.newBuilder(hub().url().resolve("/.well-known/jwks.json")).build(),
                BodyHandlers.ofString()).body();
        return JWKSet.parse(jwks).getKeys().stream().filter(OctetKeyPair.class::isInstance).map(OctetKeyPair.class::cast)
                .filter(key -> key.getCurve().equals(curve) && key.getKeyID().length() == 43).findFirst().orElseThrow();
    }
}
