package pk.rabta.sandbox.health;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.Type;
import pk.rabta.sandbox.Agenda;
import pk.rabta.sandbox.HubDoor;
import pk.rabta.time.Pakistan;

/** The people of the department: they decide after a while, write it into the Task, and send the Task to the hub. */
public final class Desk {

    private static final String OURS = "urn:rabta:health-pb:";

    private final HealthSimulator simulator;
    private final FhirStore store;
    private final HubDoor door = new HubDoor();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile Plan plan;
    private volatile Duration pace;

    Desk(HealthSimulator simulator, FhirStore store) {
        this.simulator = simulator;
        this.store = store;
        decideAsEver();
    }

    void decideAsEver() {
        decide(Plan.DELIVER, Duration.ofSeconds(1));
    }

    /** From now on, new requests are treated like this, with a step each {@code pace}. */
    public void decide(Plan next, Duration each) {
        plan = next;
        pace = each;
    }

    /** The status of each answer that the hub gave to an update, in order. */
    public List<Integer> answers() {
        return List.copyOf(answers);
    }

    /** Cancels a request that is still open, and then redacts what is held of the person if that was asked for. */
    void cancel(String referral, boolean redact) {
        if (!store.knows(HealthSimulator.REFERRAL, referral)) {
            return;
        }
        step(referral, 1, true, task -> {
            task.setStatus(TaskStatus.CANCELLED).setStatusReason(coded("status-reason", "WITHDRAWN_BY_PERSON"));
            if (redact) {
                store.redact(HealthSimulator.REFERRAL, referral);
            }
        });
    }

    /** A request arrived. */
    void begin(String referral) {
        boolean tell = plan != Plan.DELIVER_IN_SILENCE;
        boolean all = tell && (plan != Plan.DELIVER_SOME_IN_SILENCE || begun.getAndIncrement() % 2 == 0);
        switch (plan) {
            case DELIVER, DELIVER_IN_SILENCE, DELIVER_SOME_IN_SILENCE -> {
                step(referral, 1, tell, Desk::accept);
                step(referral, 2, tell, Desk::appoint);
                step(referral, 3, all, Desk::deliver);
            }
            case DECLINE -> step(referral, 1, tell, task -> received(task).setStatus(TaskStatus.REJECTED)
                    .setStatusReason(coded("status-reason", "NO_CAPACITY")));
            case LEAVE -> { }
        }
    }

    /** Someone changes the Task now; the hub is told. */
    public void update(String referral, Consumer<Task> change) {
        step(referral, 0, true, change);
    }

    private void step(String referral, int number, boolean tell, Consumer<Task> change) {
        simulator.agenda().after(pace.multipliedBy(number), "step " + number + " of " + referral,
                new Step(referral, tell, change));
    }

    /** Decided once; a repeat sends the same Task again. */
    private final class Step implements Agenda.Task {

        private final String referral;
        private final boolean tell;
        private final Consumer<Task> change;
        private volatile String sent = "";

        private Step(String referral, boolean tell, Consumer<Task> change) {
            this.referral = referral;
            this.tell = tell;
            this.change = change;
        }

        @Override
        public void prepare() {
            Task task = store.task(HealthSimulator.REFERRAL, referral);
            if (sent.isEmpty() && !closed(task)) {
                sent = simulator.parser().encodeResourceToString(store.change(task.getIdElement().getIdPart(), change));
            }
        }

        @Override
        public void run() throws Exception {
            if (tell && !sent.isEmpty()) {
                tell(referral, sent);
            }
        }
    }

    private static boolean closed(Task task) {
        return List.of(TaskStatus.CANCELLED, TaskStatus.COMPLETED, TaskStatus.REJECTED, TaskStatus.FAILED)
                .contains(task.getStatus());
    }

    private void tell(String referral, String task) throws IOException, InterruptedException {
        HttpResponse<String> answer = door.send(simulator.tellHub(), "PUT", "/fhir/health-pb/Task/" + referral,
                Map.of("Content-Type", "application/fhir+json"), task);
        answers.add(answer.statusCode());
        if (Agenda.RefusedException.says(answer.statusCode())) {
            throw new Agenda.RefusedException(answer.statusCode(), "an update of " + referral);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The hub answered " + answer.statusCode() + " to an update of " + referral);
        }
    }

    private static Task received(Task task) {
        if (task.getIdentifier().size() == 1) {
            task.addIdentifier().setSystem(OURS + "case").setValue("TC-" + task.getIdElement().getIdPart());
        }
        return task.setBusinessStatus(coded("business-status", "RECEIVED"));
    }

    static void accept(Task task) {
        received(task).setStatus(TaskStatus.ACCEPTED);
    }

    static void fail(Task task) {
        task.setStatus(TaskStatus.FAILED).setStatusReason(coded("status-reason", "NOT_REACHABLE"));
    }

    static void appoint(Task task) {
        Instant at = LocalDate.now(Pakistan.ZONE).plusDays(3).atTime(10, 0).atZone(Pakistan.ZONE).toInstant();
        task.setStatus(TaskStatus.INPROGRESS).setBusinessStatus(coded("business-status", "APPOINTMENT_SCHEDULED"));
        output(task, "appointment-at",
                new DateTimeType(Date.from(at), TemporalPrecisionEnum.SECOND, TimeZone.getTimeZone(Pakistan.ZONE)));
        output(task, "appointment-place", new StringType("Trauma Counselling Unit, Lahore"));
        output(task, "appointment-token", new StringType("T-" + task.getIdElement().getIdPart()));
    }

    static void deliver(Task task) {
        task.setStatus(TaskStatus.COMPLETED).setBusinessStatus(coded("business-status", "SESSION_HELD"));
        task.getOutput().clear();
        output(task, "outcome", coded("outcome", "SERVICE_COMPLETED"));
        output(task, "effective-date", new DateType(LocalDate.now(Pakistan.ZONE).toString()));
    }

    static void waitlist(Task task) {
        received(task).setStatus(TaskStatus.ONHOLD).setBusinessStatus(coded("business-status", "WAITING_LIST"))
                .setStatusReason(coded("status-reason", "WAITING_LIST"));
        output(task, "review-date", new DateType(LocalDate.now(Pakistan.ZONE).plusDays(14).toString()));
    }

    private static void output(Task task, String type, Type value) {
        task.addOutput().setType(new CodeableConcept(new Coding("urn:rabta:task-output", type, null))).setValue(value);
    }

    private static CodeableConcept coded(String system, String code) {
        return new CodeableConcept(new Coding(OURS + system, code, null));
    }
}
