package pk.rabta.sandbox.health;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.HubAddress;

/** A FHIR R4 server with OAuth2: transactions, Task read and search; what it reads is parsed strictly. */
public final class HealthSimulator extends HttpSimulator {

    static final String REFERRAL = "urn:rabta:id:referral";

    private final FhirContext fhir = FhirContext.forR4Cached();
    private final FhirStore store = new FhirStore(fhir, Clock.systemUTC());
    private final TokenDesk tokens = new TokenDesk();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Desk desk = new Desk(this, store);

    public HealthSimulator() {
        super("health-pb");
    }

    /** What to make of the requests to come. */
    public Desk desk() {
        return desk;
    }

    @Override
    public void decideAsEver() {
        desk.decideAsEver();
    }

    /** The patient of this referral, as the department knows it. */
    public Patient patient(String referral) {
        return store.all(Patient.class).stream().filter(p -> p.getIdentifier().stream()
                        .anyMatch(i -> REFERRAL.equals(i.getSystem()) && referral.equals(i.getValue())))
                .findFirst().orElseThrow();
    }

    /** The consent of this referral, as the department knows it. */
    public Consent consent(String referral) {
        return store.all(Consent.class).stream()
                .filter(c -> c.getIdentifierFirstRep().getValue().equals(referral)).findFirst().orElseThrow();
    }

    /** The request of this referral, as the department knows it. */
    public ServiceRequest request(String referral) {
        return store.all(ServiceRequest.class).stream()
                .filter(r -> r.getIdentifierFirstRep().getValue().equals(referral)).findFirst().orElseThrow();
    }

    /** The department's Task for this referral. */
    public Task task(String referral) {
        return store.task(REFERRAL, referral);
    }

    /** Makes every access token that was given out invalid. */
    public void revokeTokens() {
        tokens.revoke();
    }

    /** Its token endpoint answers nobody until {@link #releaseTokens}, or for four seconds. */
    public void holdTokens() {
        tokens.hold();
    }

    public void releaseTokens() {
        tokens.release();
    }

    /** How many wait for a token. */
    public int waitForTokens() {
        return tokens.waiting();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("HEALTH_PB_URL", url() + "/fhir", "HEALTH_PB_TOKEN_URL", url() + "/token",
                "HEALTH_PB_CLIENT_ID", tokens.id(), "HEALTH_PB_CLIENT_SECRET", tokens.secret(),
                // Nobody watches a demo for half a minute until something is tried again.
                "rabta.partners.health-pb.retry.first", "500ms", "rabta.partners.health-pb.retry.max", "2s",
                "rabta.partners.health-pb.breaker.probe", "1s",
                // So that a poll has to turn pages.
                "rabta.partners.health-pb.options.poll-page", "2");
    }

    @Override
    protected Answer answer(Request request) {
        if (request.path().equals("/token")) {
            return tokens.answer(request);
        }
        try {
            if (!tokens.holds(request.header("Authorization"))) {
                throw new FhirRefusal(401, "login", "Send a valid token");
            }
            return served(request);
        } catch (FhirRefusal refusal) {
            ledger().refused("refusal", "", "", refusal.status() + " " + refusal.code());
            OperationOutcome outcome = new OperationOutcome();
            outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(IssueType.fromCode(refusal.code()))
                    .setDiagnostics(refusal.getMessage());
            return answer(refusal.status(), outcome);
        }
    }

    private Answer served(Request request) {
        String path = request.path().replaceFirst("^/fhir/?", "");
        if (request.method().equals("POST") && path.isEmpty()) {
            return transaction(request);
        } else if (request.method().equals("GET") && path.equals("Task")) {
            return answer(200, new TaskSearch(url() + "/fhir", request.query()).page(store.all(Task.class)));
        } else if (request.method().equals("GET") && path.startsWith("Task/")) {
            return answer(200, store.task(path.substring("Task/".length())));
        }
        throw new FhirRefusal(404, "not-supported", "This server has transactions, and reads and searches Task");
    }

    private Answer transaction(Request request) {
        if (!request.header("Content-Type").startsWith("application/fhir+json")) {
            throw new FhirRefusal(415, "not-supported", "Send application/fhir+json");
        }
        Bundle bundle = parsed(request.text());
        if (bundle.getType() != Bundle.BundleType.TRANSACTION) {
            throw new FhirRefusal(422, "invalid", "Send a transaction");
        }
        List<FhirStore.Stored> stored = store.transact(bundle.getEntry().stream().map(FhirWrite::of).toList());
        Task task = (Task) stored.stream().map(FhirStore.Stored::resource).filter(Task.class::isInstance).findFirst()
                .orElseThrow(() -> new FhirRefusal(422, "invalid", "A request needs a Task"));
        boolean abort = "abort".equals(task.getCode().getCodingFirstRep().getCode());
        String referral = abort ? task.getFocus().getIdentifier().getValue() : identifier(task);
        String id = bundle.getIdElement().getIdPart();
        boolean created = stored.stream().anyMatch(s -> s.created() && s.resource() instanceof Task);
        String kind = abort ? "cancellation" : created ? "request" : "update";
        if (known.add(id) && stored.stream().anyMatch(FhirStore.Stored::changed)) {
            ledger().applied(kind, id, referral, task.getPriority() == null ? "" : task.getPriority().toCode());
        } else {
            ledger().repeated(kind, id, referral, "");
        }
        if (created && abort) {
            desk.cancel(referral, task.getInput().stream().anyMatch(i -> i.getType().hasCoding("urn:rabta:task-input",
                    "redact") && ((BooleanType) i.getValue()).booleanValue()));
        } else if (created) {
            desk.begin(referral);
        }
        return answer(200, response(stored, request.header("Prefer").contains("return=representation")));
    }

    private static Bundle response(List<FhirStore.Stored> stored, boolean whole) {
        Bundle response = new Bundle().setType(Bundle.BundleType.TRANSACTIONRESPONSE);
        stored.forEach(entry -> {
            var added = response.addEntry();
            added.getResponse().setStatus(entry.created() ? "201 Created" : "200 OK")
                    .setEtag("W/\"" + entry.resource().getMeta().getVersionId() + "\"");
            if (whole) {
                added.setResource(entry.resource());
            }
        });
        return response;
    }

    private Bundle parsed(String text) {
        try {
            return parser().setParserErrorHandler(new StrictErrorHandler()).parseResource(Bundle.class, text);
        } catch (DataFormatException notFhir) {
            throw new FhirRefusal(400, "structure", notFhir.getMessage());
        }
    }

    /** The referral that a Task is about. */
    static String identifier(Task task) {
        return task.getIdentifier().stream().filter(i -> REFERRAL.equals(i.getSystem())).findFirst().orElseThrow()
                .getValue();
    }

    /** Where the hub is. */
    HubAddress tellHub() {
        return hub();
    }

    IParser parser() {
        return fhir.newJsonParser();
    }

    private Answer answer(int status, Resource resource) {
        return Answer.of(status, "application/fhir+json", parser().encodeResourceToString(resource));
    }
}
