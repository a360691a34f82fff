package pk.rabta.sandbox.prosecution;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import pk.rabta.sandbox.Agenda;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.HubDoor;
import pk.rabta.sandbox.SftpServer;

/**
 * A REST service with Basic authentication: links and withdrawals by the hub's reference, which can be asked for; notices to the hub; and an
 * SFTP server where the night's hearing list lies.
 */
public final class ProsecutionSimulator extends HttpSimulator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LINK = Set.of("ref", "victimToken", "fir", "role", "support", "contact");

    private final SftpServer lists = new SftpServer("prosecution-kp", received(), "lists", "lists/done",
            "receipts");
    private final String user = lists.username();
    private final String password = lists.password();
    private final Register register = new Register();
    private final Map<String, Case> links = new HashMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Set<String> redacted = new HashSet<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final HubDoor door = new HubDoor();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();

    public ProsecutionSimulator() {
        super("prosecution-kp");
        register.open("CTD PESHAWAR", 45, 2026);
    }

    /** The case register. */
    public Register register() {
        return register;
    }

    /** The references that the hub asked for, in order. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    /** The status of each answer that the hub gave to a notice, in order. */
    public List<Integer> answers() {
        return List.copyOf(answers);
    }

    @Override
    public Map<String, String> settings() {
        return Map.ofEntries(entry("PROSECUTION_KP_URL", url().toString()),
                entry("PROSECUTION_KP_USERNAME", user), entry("PROSECUTION_KP_PASSWORD", password),
                entry("PROSECUTION_KP_SFTP_HOST", lists.host()),
                entry("PROSECUTION_KP_SFTP_PORT", Integer.toString(lists.port())),
                entry("PROSECUTION_KP_KNOWN_HOSTS", lists.knownHosts().toString()),
                entry("PROSECUTION_KP_POLL", "1000"), entry("PROSECUTION_KP_SETTLE", "200"),
                entry("rabta.partners.prosecution-kp.retry.first", "500ms"),
                entry("rabta.partners.prosecution-kp.retry.max", "2s"),
                entry("rabta.partners.prosecution-kp.breaker.probe", "1s"));
    }

    @Override
    public synchronized void start() {
        lists.open();
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        lists.close();
    }

    @Override
    public void end() {
        stop();
        lists.delete();
    }

    /** Puts the night's list onto the SFTP server, whole or not at all. */
    public Path writeHearingList(LocalDate night) throws IOException {
        Path folder = lists.folder("lists");
        Path part = Files.writeString(folder.resolve(".hearings.part"), register.hearingList());
        return Files.move(part, folder.resolve("hearings-" + night + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether what came with a link was erased when the link ended. */
    public synchronized boolean redacted(String referral) {
        return redacted.contains(referral);
    }

    /** The names of the receipts that the hub left. */
    public List<String> receipts() {
        return lists.names("receipts");
    }

    /**
     * Tells the hub about a link: HEARING with its date or, adjourned, without one; CASE_CLOSED, LINK_WITHDRAWN or
     * LINK_REFUSED with its code.
     */
    public void notify(String referral, String event, String detail) {
        ObjectNode notice = JSON.createObjectNode().put("noticeId", UUID.randomUUID().toString()).put("ref", referral)
                .put("event", event).put("at", Instant.now().toString());
        if (event.equals("HEARING")) {
            ObjectNode hearing = notice.putObject("hearing").put("court", "ATC-II Peshawar")
                    .put("caseNumber", "112/2026").put("purpose", "Recording of evidence").put("stage", "EVIDENCE");
            // A date moved is told as the same case with another date; a date taken back needs the remark.
            hearing.put(detail.isEmpty() ? "remark" : "date", detail.isEmpty() ? "ADJOURNED" : detail);
        } else if (event.equals("LINK_REFUSED")) {
            notice.put("code", detail);
        }
        agenda().after(Duration.ZERO, event + " of " + referral, () -> send(notice));
    }

    private void send(ObjectNode notice) throws IOException, InterruptedException {
        HttpResponse<String> answer = door.send(hub(), "POST", "/rest/prosecution-kp/updates",
                Map.of("Content-Type", "application/json"), notice.toString());
        answers.add(answer.statusCode());
        if (Agenda.RefusedException.says(answer.statusCode())) {
            throw new Agenda.RefusedException(answer.statusCode(), notice.path("event").asText());
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The hub answered " + answer.statusCode() + " to " + notice.path("event").asText());
        }
    }

    @Override
    protected synchronized Answer answer(Request request) throws IOException {
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(request.header("Authorization"))) {
            return Answer.json(401, "{\"error\":\"UNAUTHENTICATED\"}");
        }
        if (request.method().equals("GET")) {
            return standing(request.path());
        }
        JsonNode body = JSON.readTree(request.body());
        return switch (request.method() + " " + request.path()) {
            case "POST /links" -> link(body);
            case "POST /links/withdrawals" -> withdraw(body);
            default -> Answer.json(404, "{\"error\":\"NO_SUCH_RESOURCE\"}");
        };
    }

    /** What is entered under the hub's reference; a question changes nothing, so the ledger does not list it. */
    private Answer standing(String path) {
        String ref = path.substring(path.lastIndexOf('/') + 1);
        questions.add(ref);
        return switch (path.substring(0, path.lastIndexOf('/'))) {
            case "/links" -> links.containsKey(ref) ? linked(200, ref, links.get(ref)) : unknown(ref);
            case "/links/withdrawals" -> withdrawn.contains(ref) ? ended(ref) : unknown(ref);
            default -> Answer.json(404, "{\"error\":\"NO_SUCH_RESOURCE\"}");
        };
    }

    private static Answer unknown(String ref) {
        return Answer.json(404, JSON.createObjectNode().put("ref", ref).put("known", false).toString());
    }

    private static Answer ended(String ref) {
        return Answer.json(200, JSON.createObjectNode().put("ref", ref).put("withdrawn", true).toString());
    }

    private Answer link(JsonNode body) {
        String ref = body.path("ref").asText();
        Set<String> unknown = new HashSet<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(LINK);
        if (!unknown.isEmpty() || ref.isEmpty() || body.path("victimToken").asText().isEmpty()) {
            ledger().refused("link", "", ref, "invalid");
            return Answer.json(400, "{\"error\":\"INVALID\",\"fields\":\"" + unknown + "\"}");
        }
        if (links.containsKey(ref)) {
            ledger().repeated("link", "", ref, "");
            return linked(200, ref, links.get(ref));
        }
        JsonNode fir = body.path("fir");
        Case found = register.find(fir.path("ps").asText(), fir.path("number").asInt(), fir.path("year").asInt())
                .orElse(null);
        if (found == null || found.standing() != Case.Standing.OPEN) {
            String code = found == null ? "CASE_NOT_FOUND" : found.standing().name();
            ledger().refused("link", "", ref, code);
            return refused(ref, code);
        }
        links.put(ref, found);
        ledger().applied("link", "", ref, body.path("role").asText() + " " + body.path("support"));
        return linked(201, ref, found);
    }

    private Answer withdraw(JsonNode body) {
        String ref = body.path("ref").asText();
        links.remove(ref);
        if (body.path("redact").asBoolean()) {
            redacted.add(ref);
        }
        if (withdrawn.add(ref)) {
            ledger().applied("withdrawal", "", ref, body.path("reason").asText());
        } else {
            ledger().repeated("withdrawal", "", ref, "");
        }
        return ended(ref);
    }

    private static Answer linked(int status, String ref, Case found) {
        ObjectNode answer = JSON.createObjectNode().put("ref", ref).put("caseRef", found.reference())
                .put("linkedAt", OffsetDateTime.now(ZoneOffset.ofHours(5)).toString());
        answer.putObject("fir").put("ps", found.station()).put("number", found.number()).put("year", found.year());
        return Answer.json(status, answer.toString());
    }

    private static Answer refused(String ref, String code) {
        ObjectNode answer = JSON.createObjectNode().put("ref", ref);
        answer.putObject("refusal").put("code", code).put("text", "No link was made");
        return Answer.json(422, answer.toString());
    }
}
