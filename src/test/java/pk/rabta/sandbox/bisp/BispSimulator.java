package pk.rabta.sandbox.bisp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.spdci.Envelope;
import pk.rabta.sandbox.spdci.HubDoor;
import pk.rabta.sandbox.spdci.Signer;
import pk.rabta.sandbox.spdci.TokenDesk;
import pk.rabta.time.Pakistan;

/** BISP with its social registry: acknowledges, decides later, surveys households, calls back with its signature. */
public final class BispSimulator extends HttpSimulator {

    private static final String ID = "bisp";
    private static final String HUB = "rabta";

    private final TokenDesk tokens = new TokenDesk();
    private final Signer signer = new Signer(ID, "bisp-key-1");
    private final Callbacks callbacks = new Callbacks(signer);
    private final KeyPair keyOfHub = Signer.generate();
    private final Map<String, Household> households = new ConcurrentHashMap<>();
    private final Set<String> messageIds = ConcurrentHashMap.newKeySet();
    private final Map<String, String> correlations = new ConcurrentHashMap<>();
    private final Set<String> enrolled = ConcurrentHashMap.newKeySet();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Set<String> redacted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger(1_000_000);
    private volatile Duration decision = Duration.ofMillis(300);
    private volatile Duration survey = Duration.ofMillis(600);
    private volatile JsonNode keysOfHub = Envelope.JSON.createObjectNode();

    public BispSimulator() {
        super("bisp");
        households.putAll(Map.of("9999900000122", Household.NOT_SURVEYED, "9999900000164", Household.ELIGIBLE,
                "9999900000186", Household.PUBLIC_SERVANT, "9999900000208", Household.ABOVE_CUT_OFF,
                "9999900000222", Household.RESURVEY_DUE, "9999900000244", Household.CARD_TO_UPDATE,
                "9999900000266", Household.ALREADY_ENROLLED, "9999900000288", Household.NEVER_MARRIED,
                "9999900000302", Household.ELIGIBLE));
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("BISP_URL", url().toString());
        settings.put("BISP_TOKEN_URL", url() + TokenDesk.PATH);
        settings.put("BISP_CLIENT_ID", tokens.clientId());
        settings.put("BISP_CLIENT_SECRET", tokens.secret());
        settings.put("BISP_JWKS_URL", url() + "/.well-known/jwks.json");
        settings.put("rabta.partners.bisp.retry.first", "500ms");
        settings.put("rabta.partners.bisp.breaker.probe", "1s");
        settings.put("BISP_SIGNING_KEY", Base64.getEncoder().encodeToString(keyOfHub.getPrivate().getEncoded()));
        return settings;
    }

    /** What is known of the household of this CNIC from now on. */
    public void household(String cnic, Household state) {
        households.put(cnic, state);
    }

    /** How long a decision takes, and a survey. */
    public void takes(Duration forDecision, Duration forSurvey) {
        decision = forDecision;
        survey = forSurvey;
    }

    /** The callbacks about a request that the hub answered so far. */
    List<Callbacks.Sent> sent(String transactionId) {
        return callbacks.sent().stream().filter(sent ->
                sent.message().at("/message/transaction_id").asText().equals(transactionId)).toList();
    }

    /** Whether a request led to an enrolment here. */
    public boolean enrolled(String transactionId) {
        return enrolled.contains(transactionId);
    }

    /** An answer to a search, not sent yet, for tests that alter or delay it. */
    public ObjectNode answer(String transactionId, Household state) {
        return onSearch(transactionId, transactionId + "-late", state);
    }

    /** Sends bytes to the hub as they are. */
    public HubDoor.Reply send(String action, byte[] body) throws IOException {
        return HubDoor.post(hub().url().resolve("/spdci/bisp/registry/" + action), body);
    }

    /** Whether what came with a request was erased when it was withdrawn. */
    public boolean redacted(String transaction) {
        return redacted.contains(transaction);
    }

    /** Its own signature. */
    public Signer signer() {
        return signer;
    }

    @Override
    protected Answer answer(Request request) throws IOException {
        if (request.path().equals("/.well-known/jwks.json")) {
            return Answer.json(200, signer.jwks());
        }
        if (request.path().equals(TokenDesk.PATH)) {
            return tokens.issue(request);
        }
        if (!tokens.knows(request)) {
            return Envelope.error(401, "err.request.unauthorized", "no valid token");
        }
        return switch (request.path()) {
            case "/registry/search" -> received("search", Envelope.JSON.readTree(request.body()));
            case "/registry/register" -> received("register", Envelope.JSON.readTree(request.body()));
            case "/registry/cancel" -> received("cancel", Envelope.JSON.readTree(request.body()));
            default -> Envelope.error(404, "err.request.not_found", "no such path");
        };
    }

    private Answer received(String action, JsonNode envelope) throws IOException {
        JsonNode header = envelope.path("header");
        String messageId = header.path("message_id").asText();
        String transaction = envelope.path("message").path("transaction_id").asText();
        if (!signedByHub(envelope)) {
            ledger().refused(action, messageId, transaction, "signature");
            return Envelope.error(401, "err.signature.invalid", "the signature is not valid");
        }
        String fault = Envelope.fault(header, action, ID);
        String sender = header.path("sender_uri").asText();
        if (fault.isEmpty() && (!sender.startsWith(hub().url().toString()) || !sender.endsWith("/on-" + action))) {
            fault = "err.sender_uri.invalid";
        }
        if (!fault.isEmpty()) {
            ledger().refused(action, messageId, transaction, fault);
            return Envelope.error(400, fault, "the header is not as it should be");
        }
        if (!messageIds.add(messageId)) {
            ledger().repeated(action, messageId, transaction, "known");
            return Envelope.error(200, "rjct.message_id.duplicate", "this message was received before");
        }
        ledger().applied(action, messageId, transaction, action);
        process(action, URI.create(header.path("sender_uri").asText()), transaction, envelope.path("message"));
        return Envelope.ack(correlations.computeIfAbsent(transaction, any -> UUID.randomUUID().toString()));
    }

    private void process(String action, URI callback, String transaction, JsonNode message) {
        String reference = message.path(action + "_request").path(0).path("reference_id").asText();
        switch (action) {
            case "search" -> {
                String cnic = message.path("search_request").path(0).path("search_criteria").path("query")
                        .path("value").asText();
                later(decision, callback, onSearch(transaction, reference, households.get(cnic)));
            }
            case "register" -> {
                String cnic = message.path("register_request").path(0).path("household").path("cnic").asText();
                households.replace(cnic, Household.NOT_SURVEYED, Household.ELIGIBLE);
                // What comes of the survey goes where searches are answered; nobody is surveyed who was told no appointment.
                ObjectNode surveyed = onSearch(transaction, reference, households.get(cnic));
                later(decision, callback, onRegister(transaction, reference),
                        () -> later(survey, callback.resolve("on-search"), surveyed));
            }
            default -> later(decision, callback, onCancel(transaction, reference,
                    message.at("/cancel_request/0/redact").asBoolean()));
        }
    }

    private void later(Duration after, URI url, ObjectNode envelope) {
        later(after, url, envelope, () -> {});
    }

    private void later(Duration after, URI url, ObjectNode envelope, Runnable told) {
        callbacks.send(agenda(), after, url, envelope, () -> decided(envelope), told);
    }

    /** A decision counts when it is sent; of a request that was withdrawn before, there is none. */
    private boolean decided(ObjectNode envelope) {
        String transaction = envelope.at("/message/transaction_id").asText();
        if (envelope.at("/header/action").asText().equals("on-cancel")) {
            return true;
        }
        if (cancelled.contains(transaction)) {
            return false;
        }
        if (envelope.at("/message/search_response/0/data/reg_records/0/decision").asText().equals("ELIGIBLE")) {
            enrolled.add(transaction);
        }
        return true;
    }

    private ObjectNode onSearch(String transaction, String reference, Household state) {
        ObjectNode envelope = Envelope.from(ID, HUB, "on-search", transaction);
        ObjectNode item = item(envelope, "search_response", reference);
        var records = item.putObject("data").put("version", "1.0.0").put("reg_type", "SocialRegistry")
                .put("reg_record_type", "Household").putArray("reg_records");
        if (state != null) {
            records.add(state.record("BISP-" + numbers.incrementAndGet()));
        }
        return envelope;
    }

    private ObjectNode onRegister(String transaction, String reference) {
        ObjectNode envelope = Envelope.from(ID, HUB, "on-register", transaction);
        LocalDate today = LocalDate.now(Pakistan.ZONE);
        item(envelope, "register_response", reference).putObject("survey")
                .put("survey_token", "SRV-" + numbers.incrementAndGet())
                        .put("centre", "Benazir Registration Centre, Lahore City")
                .put("window_from", today.plusDays(2).toString()).put("window_to", today.plusDays(12).toString());
        return envelope;
    }

    private ObjectNode onCancel(String transaction, String reference, boolean redact) {
        ObjectNode envelope = Envelope.from(ID, HUB, "on-cancel", transaction);
        ObjectNode item = item(envelope, "cancel_response", reference);
        if (enrolled.contains(transaction)) {
            item.put("status", "rjct").put("status_reason_code", "ALREADY_ENROLLED");
        } else {
            cancelled.add(transaction);
            if (redact) {
                redacted.add(transaction);
            }
        }
        return envelope;
    }

    private ObjectNode item(ObjectNode envelope, String list, String reference) {
        ObjectNode message = (ObjectNode) envelope.path("message");
        message.put("correlation_id", correlations.getOrDefault(message.path("transaction_id").asText(), "unasked"));
        return message.putArray(list).addObject().put("reference_id", reference).put("timestamp", Envelope.now())
                .put("status", "succ").put("status_reason_code", "").put("locale", "eng");
    }

    /** The hub's keys are fetched again when a signature does not fit those known. */
    private boolean signedByHub(JsonNode envelope) throws IOException {
        if (Signer.verifies(envelope, keysOfHub)) {
            return true;
        }
        keysOfHub = HubDoor.get(hub().url().resolve("/.well-known/jwks.json"));
        return Signer.verifies(envelope, keysOfHub);
    }
}
