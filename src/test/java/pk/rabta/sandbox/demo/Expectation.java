package pk.rabta.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each referral of the scenario ends. */
record Expectation(String status, String because) {

    private static final Map<String, Expectation> ALL = Map.of(
            "bisp-kafaalat", new Expectation("COMPLETED", "ENROLLED"),
            "pbm-ifa-medical", new Expectation("COMPLETED", "SERVICE_DELIVERED"),
            "zakat-pb-guzara", new Expectation("REJECTED", "eligibility.other-programme"),
            "health-pb-trauma-counselling", new Expectation("COMPLETED", "SERVICE_DELIVERED"),
            "prosecution-kp-case-link", new Expectation("IN_PROGRESS", "hearing adjourned"));

    /** The programmes that the scenario foresees. */
    static List<String> programmes() {
        return ALL.keySet().stream().sorted().toList();
    }

    static Expectation of(String programme) {
        Expectation expectation = ALL.get(programme);
        if (expectation == null) {
            throw new IllegalStateException("The scenario does not foresee a referral to " + programme);
        }
        return expectation;
    }

    /** Whether the referral ended there, for that reason. */
    boolean met(JsonNode referral, JsonNode timeline) {
        boolean court = because.startsWith("hearing");
        return status.equals(referral.path("status").asText())
                && (court ? adjourned(timeline) : because.equals(because(referral)));
    }

    /** Whether a hearing was notified, and the same one was then told to be moved to another day. */
    private static boolean adjourned(JsonNode timeline) {
        Set<String> fixed = new HashSet<>();
        for (JsonNode entry : timeline) {
            JsonNode hearing = entry.path("hearing");
            String step = entry.path("businessStatus").asText() + " " + hearing.path("status").asText();
            if (step.equals("hearing-scheduled SCHEDULED")) {
                fixed.add(hearing.path("date").asText());
            } else if (step.equals("hearing-adjourned ADJOURNED")
                    && fixed.contains(hearing.path("adjournedFrom").asText())) {
                return true;
            }
        }
        return false;
    }

    /** The outcome, or the reason for none. */
    static String because(JsonNode referral) {
        return referral.at("/outcome/code").asText(referral.at("/reason/code").asText(""));
    }

    /** How many dates the court has told so far. */
    static long hearings(JsonNode timeline) {
        Set<String> dates = new HashSet<>();
        timeline.forEach(entry -> dates.add(entry.at("/hearing/date").asText("")));
        dates.remove("");
        return dates.size();
    }
}
