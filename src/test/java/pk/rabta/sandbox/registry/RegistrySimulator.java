package pk.rabta.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.spdci.Envelope;
import pk.rabta.sandbox.spdci.HubDoor;
import pk.rabta.sandbox.spdci.TokenDesk;

/** The registry of victims: answers searches, takes subscriptions, tells of changes, keeps enrolments. */
public final class RegistrySimulator extends HttpSimulator {

    /** The widow of Lahore whose household the demonstration follows. */
    public static final String WIDOW = "VOT-7K3M-92QX-4";
    /** A witness under protection. */
    public static final String PROTECTED = "VOT-3W7Q-81HP-7";
    /** A person who has died. */
    public static final String DECEASED = "VOT-7B2G-56KZ-4";
    /** A second record of {@link #WIDOW}, merged into hers. */
    public static final String MERGED = "VOT-9D5M-13LY-6";

    static final String ID = "victim-registry";
    static final String HUB = "rabta";
    private static final String NOTIFY = "/spdci/registry/registry/notify";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** What the hub wrote back: one beneficiary record, as received. */
    public record Enrolment(String messageId, String referral, String programme, String status, JsonNode record) {

        /** An additional attribute by its name; empty where it was not told. */
        public String attribute(String name) {
            return record.path("additional_attributes").valueStream()
                    .filter(attribute -> attribute.path("attribute_name").asText().equals(name)).findFirst()
                    .map(attribute -> attribute.path("attribute_value").asText()).orElse("");
        }
    }

    private final TokenDesk tokens = new TokenDesk();
    private final Persons persons = new Persons();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, List<Enrolment>> enrolments = new ConcurrentHashMap<>();
    private volatile String refusal = "";
    private final List<String> subscriptions = new CopyOnWriteArrayList<>();

    public RegistrySimulator() {
        super("registry");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("REGISTRY_URL", url().toString(), "REGISTRY_TOKEN_URL", url() + TokenDesk.PATH,
                "REGISTRY_CLIENT_ID", tokens.clientId(), "REGISTRY_CLIENT_SECRET", tokens.secret(),
                // No test ends with the day of a review.
                "rabta.partners.registry.write-back.review", LocalDate.now(ZoneOffset.UTC).plusYears(1).toString(),
                "rabta.partners.registry.retry.first", "500ms", "rabta.partners.registry.breaker.probe", "1s");
    }

    /** What the hub wrote back about a person, in order, each message once. */
    public List<Enrolment> enrolments(String registryId) {
        return List.copyOf(enrolments.getOrDefault(registryId, List.of()));
    }

    /** Codes of the subscriptions that were taken. */
    public List<String> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** From now on subscriptions are answered with this code; empty: they are taken. */
    public void answersSubscriptions(String code) {
        refusal = code;
    }

    /** Ids of all persons. */
    public List<String> ids() {
        return persons.ids();
    }

    /** Adds a person like another one, with a new id and CNIC, and returns the id. */
    public String personLike(String registryId, String cnic) {
        StringBuilder id = new StringBuilder("VOT-");
        new SecureRandom().ints(9, 0, 32).forEach(digit -> id.append(id.length() == 8 || id.length() == 13 ? "-" : "")
                .append(ALPHABET.charAt(digit)));
        persons.copy(registryId, id.toString(), cnic);
        return id.toString();
    }

    /** Sets the protection flags and tells the hub. */
    public HubDoor.Reply flag(String registryId, String... flags) throws IOException {
        persons.flags(registryId, List.of(flags));
        return tell(event("FLAGS_CHANGED", registryId));
    }

    /** Sets the protection flags and tells nobody. */
    public void flagUntold(String registryId, String... flags) {
        persons.flags(registryId, List.of(flags));
    }

    /** Records a death and tells the hub. */
    public HubDoor.Reply die(String registryId) throws IOException {
        persons.deceased(registryId);
        return tell(event("DECEASED", registryId));
    }

    /** Merges one person into another and tells the hub. */
    public HubDoor.Reply merge(String registryId, String into) throws IOException {
        persons.merged(registryId, into);
        return tell(event("MERGED", registryId));
    }

    /** Merges one person into another and tells nobody. */
    public void mergeUntold(String registryId, String into) {
        persons.merged(registryId, into);
    }

    /** Sends a notification as it is, so that it can also be sent twice. */
    public HubDoor.Reply tell(ObjectNode notification) throws IOException {
        return HubDoor.postAs(hub(), NOTIFY, notification.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A notification of that kind about a person as recorded now. */
    public ObjectNode event(String type, String registryId) {
        JsonNode record = persons.find(registryId).orElseThrow();
        ObjectNode envelope = Envelope.from(ID, HUB, "notify", UUID.randomUUID().toString());
        ObjectNode event = ((ObjectNode) envelope.path("message")).putArray("notify_event").addObject();
        event.put("reference_id", UUID.randomUUID().toString()).put("timestamp", Envelope.now());
        ObjectNode data = event.putObject("data").put("reg_type", "VictimRegistry").put("reg_event_type", type)
                .put("reg_record_type", "Victim");
        ObjectNode told = data.putObject("reg_records").put("registry_id", registryId);
        for (String member : List.of("protection_flags", "is_deceased", "merged_into")) {
            told.set(member, record.path(member));
        }
        return envelope;
    }

    @Override
    protected Answer answer(Request request) throws IOException {
        if (request.path().equals(TokenDesk.PATH)) {
            return tokens.issue(request);
        }
        if (!tokens.knows(request)) {
            return Envelope.error(401, "err.request.unauthorized", "no valid token");
        }
        JsonNode envelope = Envelope.JSON.readTree(request.body());
        return switch (request.path()) {
            case "/registry/sync/search" -> checked(envelope, "search", () -> search(envelope));
            case "/registry/subscribe" -> checked(envelope, "subscribe", () -> subscribe(envelope));
            case "/registry/sync/enrollment/updates" -> checked(envelope, "notify", () -> enrol(envelope));
            default -> Envelope.error(404, "err.request.not_found", "no such path");
        };
    }

    private Answer checked(JsonNode envelope, String action, Supplier<Answer> processing) {
        String fault = Envelope.fault(envelope.path("header"), action, ID);
        if (!fault.isEmpty()) {
            ledger().refused(action, envelope.path("header").path("message_id").asText(), "", fault);
            return Envelope.error(400, fault, "the header is not as it should be");
        }
        return processing.get();
    }

    /** What a search for this person is answered with. */
    public String told(String registryId) {
        return SearchAnswer.of(persons.find(registryId), "any", "any").toString();
    }

    private Answer search(JsonNode envelope) {
        JsonNode item = envelope.path("message").path("search_request").path(0);
        String wanted = item.path("search_criteria").path("query").path("value").asText();
        ObjectNode answer = SearchAnswer.of(persons.find(wanted),
                envelope.path("message").path("transaction_id").asText(), item.path("reference_id").asText());
        ledger().applied("search", envelope.path("header").path("message_id").asText(), wanted,
                answer.at("/message/search_response/0/data/reg_records").size() + " found");
        return Answer.json(200, answer.toString());
    }

    private Answer subscribe(JsonNode envelope) {
        String code = "sub-" + UUID.randomUUID();
        String messageId = envelope.path("header").path("message_id").asText();
        JsonNode filter = envelope.at("/message/subscribe_request/0/subscribe_criteria/filter");
        // The standard knows a query by its type, or a list of predicates; a bare text is neither.
        if (!filter.isArray() && !(filter.path("type").isTextual() && filter.path("value").has("expression"))) {
            ledger().refused("subscribe", messageId, "", "filter");
            return Envelope.error(400, "err.request.bad", "the filter is neither an object nor a list");
        }
        ledger().applied("subscribe", messageId, code, "subscription");
        agenda().after(Duration.ofMillis(50), "on-subscribe", () -> {
            ObjectNode callback = Envelope.from(ID, HUB, "on-subscribe", envelope.path("message")
                    .path("transaction_id").asText());
            ObjectNode message = (ObjectNode) callback.path("message");
            message.put("correlation_id", code).putArray("subscribe_response").addObject()
                    .put("reference_id", envelope.path("message").path("subscribe_request").path(0)
                            .path("reference_id").asText())
                    .put("timestamp", Envelope.now()).put("status", refusal.isEmpty() ? "succ" : "rjct")
                    .put("status_reason_code", refusal);
            if (refusal.isEmpty()) {
                ((ObjectNode) message.at("/subscribe_response/0")).putArray("subscriptions").addObject()
                        .put("code", code).put("status", "subscribe").put("timestamp", Envelope.now());
            }
            HubDoor.postAs(hub(), "/spdci/registry/registry/on-subscribe", callback.toString()
                    .getBytes(StandardCharsets.UTF_8));
        });
        subscriptions.add(code);
        return Envelope.ack(code);
    }

    private synchronized Answer enrol(JsonNode envelope) {
        String messageId = envelope.path("header").path("message_id").asText();
        JsonNode message = envelope.path("message");
        String referral = message.path("transaction_id").asText();
        String stored = answers.get(messageId);
        if (stored != null) {
            ledger().repeated("enrolment", messageId, referral, "known");
            return Answer.json(200, stored);
        }
        JsonNode record = message.path("enrolled_updates").path("beneficiaries").path(0);
        String person = record.path("member").path("identifier").path(0).path("identifier_value").asText();
        // Tests make the hub know persons without this registry; refusing what came of them would pause it for others.
        if (persons.find(person).isEmpty() && !person.contains("TEST")) {
            ledger().refused("enrolment", messageId, referral, "unknown person");
            return enrolled(messageId, referral, "rjct");
        }
        enrolments.computeIfAbsent(person, any -> new CopyOnWriteArrayList<>()).add(new Enrolment(messageId, referral,
                record.path("programme_identifier").path(0).path("programme_identifier").asText(),
                record.path("enrollment_status").asText(), record));
        ledger().applied("enrolment", messageId, referral, record.path("enrollment_status").asText());
        return enrolled(messageId, referral, "succ");
    }

    private Answer enrolled(String messageId, String referral, String status) {
        ObjectNode answer = Envelope.from(ID, HUB, "on-notify", referral);
        ObjectNode message = (ObjectNode) answer.path("message");
        message.put("correlation_id", UUID.randomUUID().toString()).putArray("enrolled_response").addObject()
                .put("reference_id", messageId).put("timestamp", Envelope.now()).put("status", status);
        answers.put(messageId, answer.toString());
        return Answer.json(200, answer.toString());
    }
}
