package pk.rabta.sandbox.health;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;

/** The resources of the department's server, each with its version; what is given out is a copy. */
final class FhirStore {

    /** What became of one entry of a transaction. */
    record Stored(Resource resource, boolean created, boolean changed) {}

    private final FhirContext fhir;
    private final Clock clock;
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private int last;

    FhirStore(FhirContext fhir, Clock clock) {
        this.fhir = fhir;
        this.clock = clock;
    }

    /** All or nothing: what is found by its identifier is updated, or kept if only its creation was asked. */
    synchronized List<Stored> transact(List<FhirWrite> writes) {
        writes.forEach(write -> {
            if (matches(write).size() > 1) {
                throw new FhirRefusal(412, "multiple-matches", "Two of " + write.type() + " have this identifier");
            }
        });
        Map<String, String> addresses = new HashMap<>();
        List<String> ids = new ArrayList<>();
        for (FhirWrite write : writes) {
            List<Resource> found = matches(write);
            String id = found.isEmpty() ? write.type() + "/" + write.prefix() + ++last : key(found.getFirst());
            ids.add(id);
            addresses.put(write.fullUrl(), id);
        }
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            stored.add(store(ids.get(i), writes.get(i), addresses));
        }
        return stored;
    }

    private Stored store(String id, FhirWrite write, Map<String, String> addresses) {
        Resource old = resources.get(id);
        if (old != null && write.onlyIfNone()) {
            return new Stored(old.copy(), false, false);
        }
        Resource resource = write.resource().copy();
        fhir.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class).forEach(reference -> {
            if (addresses.containsKey(reference.getReference())) {
                reference.setReference(addresses.get(reference.getReference()));
            }
        });
        resource.setId(id);
        if (old != null && same(old, resource)) {
            return new Stored(old.copy(), false, false);
        }
        return new Stored(put(id, resource).copy(), old == null, true);
    }

    /** Whether there is a Task with this identifier. */
    synchronized boolean knows(String system, String value) {
        return !matches(new FhirWrite("", "Task", new Task(), system, value, false)).isEmpty();
    }

    /** The one Task with this identifier. */
    synchronized Task task(String system, String value) {
        return (Task) matches(new FhirWrite("", "Task", new Task(), system, value, false)).getFirst().copy();
    }

    synchronized Task task(String id) {
        if (resources.get("Task/" + id) instanceof Task task) {
            return task.copy();
        }
        throw new FhirRefusal(404, "not-found", "There is no such Task");
    }

    /** Changes a Task and gives the new version. */
    synchronized Task change(String id, Consumer<Task> change) {
        Task task = task(id);
        change.accept(task);
        return (Task) put("Task/" + id, task).copy();
    }

    /** Takes everything about a person out of their Patient but what the record is known by. */
    synchronized void redact(String system, String value) {
        matches(new FhirWrite("", "Patient", new Patient(), system, value, false)).forEach(found -> {
            Patient kept = new Patient().setActive(false);
            kept.setIdentifier(((Patient) found).getIdentifier().stream().filter(i -> i.getSystem().equals(system)).toList());
            kept.setId(found.getIdElement());
            kept.setMeta(found.getMeta());
            put(key(found), kept);
        });
    }

    /** Every resource of a type, in order of their last change. */
    synchronized <T extends Resource> List<T> all(Class<T> type) {
        return resources.values().stream().filter(type::isInstance).map(r -> type.cast(r.copy()))
                .sorted((a, b) -> a.getMeta().getLastUpdated().compareTo(b.getMeta().getLastUpdated())).toList();
    }

    private Resource put(String id, Resource resource) {
        Resource old = resources.get(id);
        Date now = Date.from(clock.instant());
        int version = old == null ? 1 : Integer.parseInt(old.getMeta().getVersionId()) + 1;
        resource.getMeta().setVersionId(String.valueOf(version)).setLastUpdated(now);
        if (resource instanceof Task task) {
            task.setLastModified(now);
        }
        resources.put(id, resource);
        return resource;
    }

    private static boolean same(Resource old, Resource now) {
        Resource before = old.copy();
        before.setMeta(null);
        Resource after = now.copy();
        after.setMeta(null);
        return before.equalsDeep(after);
    }

    private List<Resource> matches(FhirWrite write) {
        return resources.values().stream().filter(r -> r.fhirType().equals(write.type()))
                .filter(r -> identifiers(r).stream().anyMatch(i -> i.getSystem().equals(write.system())
                        && i.getValue().equals(write.value()))).toList();
    }

    private static List<Identifier> identifiers(Resource resource) {
        List<Identifier> identifiers = new ArrayList<>();
        for (Base value : resource.getNamedProperty("identifier").getValues()) {
            identifiers.add((Identifier) value);
        }
        return identifiers;
    }

    private static String key(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }
}
