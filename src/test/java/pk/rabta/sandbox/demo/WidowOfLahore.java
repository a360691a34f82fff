package pk.rabta.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import pk.rabta.sandbox.Demo;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.bisp.BispSimulator;
import pk.rabta.sandbox.bisp.Household;
import pk.rabta.sandbox.health.HealthSimulator;
import pk.rabta.sandbox.health.Plan;
import pk.rabta.sandbox.prosecution.ProsecutionSimulator;
import pk.rabta.sandbox.registry.RegistrySimulator;
import pk.rabta.sandbox.registry.RegistrySimulator.Enrolment;
import pk.rabta.sandbox.zakat.Decision;
import pk.rabta.sandbox.zakat.ZakatCommittee;
import pk.rabta.time.Pakistan;

/**
 * A widow in Lahore lost her husband and a son on one day in an attack in Peshawar; she is injured herself, and two
 * children of school age are left. One call with her needs becomes referrals to five systems in two provinces.
 */
public final class WidowOfLahore implements Demo {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String REFUSED = "Not enrolled";

    @Override
    public boolean play(SandboxEnvironment sandbox, URI hub) {
        Instant begin = Instant.now();
        prepare(sandbox);
        Officer officer = new Officer(HubClient.of(sandbox, hub, "VSO"), RegistrySimulator.WIDOW);
        System.out.println("Demo: the health department is down; the officer records a consent and asks what would happen");
        String consent = officer.consent();
        advice(officer.refer(consent, true));
        Map<String, String> referrals = new LinkedHashMap<>();
        officer.refer(consent, false).path("referrals")
                .forEach(r -> referrals.put(r.path("id").asText(), r.path("programme").asText()));
        System.out.println("Demo: one call, " + referrals.size() + " referrals");
        boolean good = follow(sandbox, officer, referrals);
        referrals.forEach((id, programme) ->
                System.out.println(WayTable.of(officer.referral(id), officer.timeline(id), begin)));
        return verdict(sandbox, officer, referrals, good);
    }

    private static void prepare(SandboxEnvironment sandbox) {
        sandbox.simulator(BispSimulator.class).household("9999900000122", Household.NOT_SURVEYED);
        sandbox.simulator(ZakatCommittee.class).decides(row -> Decision.refused("RECEIVES_OTHER_PROGRAMME"));
        HealthSimulator health = sandbox.simulator(HealthSimulator.class);
        health.desk().decide(Plan.DELIVER, Duration.ofMillis(700));
        // The hub's first look for changed Tasks, a token and a search, comes before the outage.
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> health.served() >= 2);
        health.faults().refuse();
    }

    private static void advice(JsonNode preview) {
        preview.path("referrals").forEach(referral -> referral.path("advice").forEach(advice ->
                System.out.println("  before sending, " + referral.path("programme").asText() + ": "
                        + advice.path("text").asText())));
    }

    /** Does what officer, courts and technicians would do meanwhile, until every referral is where it should end. */
    private static boolean follow(SandboxEnvironment sandbox, Officer officer, Map<String, String> referrals) {
        Court court = new Court(sandbox);
        Set<String> answered = new HashSet<>();
        Instant repair = Instant.now().plusSeconds(3);
        try {
            Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(300)).until(() -> {
                if (Instant.now().isAfter(repair)) {
                    sandbox.simulator(HealthSimulator.class).faults().accept();
                }
                boolean all = true;
                for (Map.Entry<String, String> entry : referrals.entrySet()) {
                    JsonNode referral = officer.referral(entry.getKey());
                    asked(referral).filter(document -> answered.add(entry.getKey() + document))
                            .ifPresent(document -> officer.answer(entry.getKey(), document));
                    JsonNode timeline = officer.timeline(entry.getKey());
                    court.follow(entry.getValue(), referral, timeline);
                    all &= Expectation.of(entry.getValue()).met(referral, timeline);
                }
                return all;
            });
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static Optional<String> asked(JsonNode referral) {
        JsonNode documents = referral.path("documentsRequested");
        return documents.isEmpty() ? Optional.empty() : Optional.of(documents.get(0).asText());
    }

    /** The court fixes a hearing once the case is linked, and adjourns it once the officer knows. */
    private static final class Court {

        private final ProsecutionSimulator prosecution;
        private final LocalDate first = LocalDate.now(Pakistan.ZONE).plusDays(14);
        private int told;

        Court(SandboxEnvironment sandbox) {
            this.prosecution = sandbox.simulator(ProsecutionSimulator.class);
        }

        void follow(String programme, JsonNode referral, JsonNode timeline) throws IOException {
            boolean linked = List.of("ACCEPTED", "IN_PROGRESS").contains(referral.path("status").asText());
            if (!programme.startsWith("prosecution") || !linked) {
                return;
            }
            if (told == Expectation.hearings(timeline) && told < 2) {
                prosecution.register().hear("CTD PESHAWAR", 45, 2026, first.plusDays(21L * told), "EVIDENCE");
                prosecution.notify(referral.path("id").asText(), "HEARING", first.plusDays(21L * told).toString());
                told++;
            }
        }
    }

    private static boolean verdict(SandboxEnvironment sandbox, Officer officer, Map<String, String> referrals,
                                   boolean good) {
        System.out.println();
        Set<String> missing = new HashSet<>(Expectation.programmes());
        referrals.forEach((id, programme) -> {
            missing.remove(programme);
            Expectation foreseen = Expectation.of(programme);
            JsonNode referral = officer.referral(id);
            boolean met = foreseen.met(referral, officer.timeline(id));
            System.out.println((met ? "as foreseen   " : "NOT FORESEEN  ") + programme + ": "
                    + referral.path("status").asText() + " " + Expectation.because(referral)
                    + (met ? "" : " (foreseen: " + foreseen.status() + " " + foreseen.because() + ")"));
        });
        missing.forEach(programme -> System.out.println("NOT REFERRED  " + programme));
        boolean written = written(sandbox);
        List<Enrolment> told = sandbox.simulator(RegistrySimulator.class).enrolments(RegistrySimulator.WIDOW);
        told.forEach(one -> System.out.println("              the registry was told " + one.programme() + ": "
                + one.status() + " " + one.attribute("outcome") + one.attribute("reason")));
        System.out.println((written ? "as foreseen   " : "NOT FORESEEN  ") + "the registry holds "
                + told.stream().filter(one -> !one.status().equals(REFUSED)).count() + " enrolments of hers, and "
                + told.stream().filter(one -> one.status().equals(REFUSED)).count() + " refusal with its reason");
        return good && missing.isEmpty() && written;
    }

    private static boolean written(SandboxEnvironment sandbox) {
        RegistrySimulator registry = sandbox.simulator(RegistrySimulator.class);
        try {
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
                List<Enrolment> told = registry.enrolments(RegistrySimulator.WIDOW);
                return told.stream().filter(one -> !one.status().equals(REFUSED)).count() >= 3
                        && told.stream().anyMatch(one -> one.programme().startsWith("zakat")
                                && one.attribute("reason").equals(Expectation.of(one.programme()).because()));
            });
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
