package pk.rabta.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Who answers for which kind of delivery. */
@Component
class Subjects {

    private final ObjectProvider<DeliverySubject> subjects;
    private volatile Map<String, DeliverySubject> byKind = Map.of();

    // Looked up late: subjects themselves use the outbox.
    Subjects(ObjectProvider<DeliverySubject> subjects) {
        this.subjects = subjects;
    }

    DeliverySubject of(String kind) {
        if (byKind.isEmpty()) {
            byKind = index(subjects.orderedStream().toList());
        }
        DeliverySubject subject = byKind.get(kind);
        if (subject == null) {
            throw new IllegalStateException("No feature answers for deliveries of kind '" + kind + "'");
        }
        return subject;
    }

    private static Map<String, DeliverySubject> index(List<DeliverySubject> all) {
        Map<String, DeliverySubject> index = new HashMap<>();
        for (DeliverySubject subject : all) {
            for (String kind : subject.kinds()) {
                if (index.put(kind, subject) != null) {
                    throw new IllegalStateException("Two features answer for deliveries of kind '" + kind + "'");
                }
            }
        }
        return Map.copyOf(index);
    }
}
