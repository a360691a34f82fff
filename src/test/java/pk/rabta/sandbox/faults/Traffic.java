package pk.rabta.sandbox.faults;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.SandboxEnvironment;
import pk.rabta.sandbox.bisp.BispSimulator;
import pk.rabta.sandbox.bisp.Household;
import pk.rabta.sandbox.registry.RegistrySimulator;

/**
 * Officers who refer to every partner, to two programmes of one in a given order, answer what an office asks, and take some
 * back, one by one or with the consent; and a handler.
 */
final class Traffic {

    /** In the order in which one person is referred; the two of one partner for the same person keep it. */
    static final List<String> PROGRAMMES = List.of("bisp-kafaalat", "pbm-ifa-medical", "zakat-pb-guzara",
            "health-pb-treatment", "health-pb-trauma-counselling", "prosecution-kp-case-link");
    static final String PROTECTION = "wpu-kp-protection";
    private static final String ASKING = "pbm-ifa-medical";
    private static final List<String> NEEDS = List.of("FIN.BREADWINNER_LOST", "HEALTH.TREATMENT_COST", "MHPSS.TRAUMA",
            "JUSTICE.CASE_LINK");
    private static final Map<String, Object> DETAILS = Map.of("incomePkr", 28_000,
            "declarations", Map.of("govtServantFamily", false, "otherAid", List.of()),
            "hospital", Map.of("code", "MAYO_LHR", "government", true, "diagnosisIcd10", "T79.6", "estimatePkr", 485_000));
    private static final Map<String, Object> DECLINED = Map.of("reason", Map.of("code", "person.declined"),
            "requestedBy", "PERSON");

    private final RegistrySimulator registry;
    private final BispSimulator bisp;
    private final Persistent officer;
    private final Persistent handler;
    private final Random random;
    private final AtomicInteger people = new AtomicInteger();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Executor officers = Executors.newVirtualThreadPerTaskExecutor();

    Traffic(SandboxEnvironment around, URI hub, Random random, Wrong wrong) {
        this.random = random;
        registry = around.simulator(RegistrySimulator.class);
        bisp = around.simulator(BispSimulator.class);
        officer = new Persistent(HubClient.of(around, hub, "VSO"), wrong);
        handler = new Persistent(HubClient.of(around, hub, "HANDLER"), wrong);
    }

    /** A referral that the hub accepted; {@code cancelled} where it was taken back, at whatever moment of its life. */
    record Accepted(String person, String programme, String id, boolean cancelled) {}

    /** Somebody to refer; {@code consent} is "" until it is recorded. */
    record Person(String id, String consent) {}

    /** Who is referred together: two to every programme, one of whom then wants none of it, and two witnesses, as they. */
    record Group(Person stays, Person leaves, Person witness, Person fugitive) {

        Stream<Person> all() {
            return Stream.of(stays, leaves, witness, fugitive);
        }
    }

    /** Persons whom the hub does not know. */
    Group newcomers() {
        return new Group(person(false), person(false), person(true), person(true));
    }

    /** Persons whom the hub has looked up, with their consents. */
    Group known() {
        Group group = newcomers();
        return new Group(met(officer, group.stays(), PROGRAMMES.get(0)), met(officer, group.leaves(), PROGRAMMES.get(0)),
                met(handler, group.witness(), PROTECTION), met(handler, group.fugitive(), PROTECTION));
    }

    private Person person(boolean witness) {
        String cnic = "99999%07d4".formatted(7_100_000 + people.incrementAndGet());
        // Surveyed first: the hub asks for that by another message, after its request.
        bisp.household(cnic, Household.NOT_SURVEYED);
        String id = registry.personLike(RegistrySimulator.WIDOW, cnic);
        if (witness) {
            registry.flagUntold(id, "WITNESS_PROTECTED");
        }
        return new Person(id, "");
    }

    /** A trial stores nothing, but looks the person up. */
    private static Person met(Persistent by, Person person, String programme) {
        Person met = new Person(person.id(), consent(by, person));
        by.post("/v1/referrals?dryRun=true", body(met, programme));
        return met;
    }

    /** Refers each of them at the same time; each programme in a request of its own, so that the order is known. */
    List<Accepted> refer(List<Group> groups) {
        List<CompletableFuture<List<Accepted>>> each = groups.stream().flatMap(group -> Stream.of(
                refer(officer, group.stays(), PROGRAMMES, false), refer(officer, group.leaves(), PROGRAMMES, true),
                refer(handler, group.witness(), List.of(PROTECTION), false),
                refer(handler, group.fugitive(), List.of(PROTECTION), true))).toList();
        return each.stream().flatMap(one -> one.join().stream()).toList();
    }

    private CompletableFuture<List<Accepted>> refer(Persistent by, Person newcomer, List<String> programmes,
            boolean cancels) {
        return CompletableFuture.supplyAsync(() -> {
            Person person = newcomer.consent().isEmpty() ? new Person(newcomer.id(), consent(by, newcomer)) : newcomer;
            List<Accepted> referrals = new ArrayList<>();
            for (String programme : programmes) {
                String id = id(by, by.post("/v1/referrals", body(person, programme)));
                accepted.add(id);
                Accepted one = new Accepted(person.id(), programme, id, cancels);
                referrals.add(one);
                if (cancels && random.nextBoolean()) {
                    cancel(by, one);
                } else if (!cancels && programme.equals(ASKING)) {
                    officers.execute(() -> answer(by, one));
                }
            }
            if (cancels) {
                by.post("/v1/consents/" + person.consent() + "/withdraw", Map.of("withdrawnBy", "SELF"));
            }
            return referrals;
        }, officers);
    }

    /** One that is decided already cannot be cancelled: that is an answer too. */
    private static void cancel(Persistent by, Accepted referral) {
        by.post("/v1/referrals/" + referral.id() + "/cancel", DECLINED, "illegal-transition");
    }

    /** The office asks for a paper before it decides: it is entered, and answered with, when the office has asked. */
    private static void answer(Persistent by, Accepted referral) {
        String at = "/v1/referrals/" + referral.id();
        by.until(at, found -> found.body().path("businessStatus").asText().equals("documents-requested"));
        String paper = by.post("/v1/documents", Map.of("victim", Map.of("registryId", referral.person()), "type",
                "HOSPITAL_COMMITTEE_RECOMMENDATION", "sha256", "0d".repeat(32), "mediaType", "application/pdf"))
                .body().path("id").asText();
        by.post(at + "/answers", Map.of("documents", List.of(paper), "text", "The committee's paper"));
    }

    private static Map<String, Object> body(Person person, String programme) {
        Map<String, Object> victim = Map.of("registryId", person.id());
        List<Map<String, String>> programmes = List.of(Map.of("id", programme));
        return programme.equals(PROTECTION) ? Map.of("victim", victim, "consentId", person.consent(), "urgency", "EMERGENCY",
                "programmes", programmes, "contact", Map.of("via", "HANDLER", "vso", "VSO-KP-014"))
                : Map.of("victim", victim, "consentId", person.consent(), "details", DETAILS, "urgency", "ROUTINE",
                        "needs", NEEDS.stream().map(code -> Map.of("code", code, "phase", "MID_TERM")).toList(),
                        "programmes", programmes);
    }

    /** A case that waits for the registry may have its referral later. */
    private static String id(Persistent by, HubClient.Answer answer) {
        String at = "/referrals/0/id";
        if (answer.body().at(at).isTextual()) {
            return answer.body().at(at).asText();
        }
        return by.until("/v1/cases/" + answer.body().path("caseId").asText(), found -> found.body().at(at).isTextual())
                .body().at(at).asText();
    }

    private static String consent(Persistent by, Person person) {
        return by.post("/v1/consents", Map.of("victim", Map.of("registryId", person.id()), "basis", "CONSENT", "givenBy",
                "SELF", "capacity", "ADULT", "method", "SIGNATURE",
                "purposes", List.of("SOCIAL_PROTECTION", "HEALTH", "MHPSS", "JUSTICE", "PROTECTION"),
                "recipients", List.of("bisp", "pbm", "zakat-pb", "health-pb", "prosecution-kp", "wpu-kp"),
                "dataScopes", List.of("IDENTITY_MIN", "CONTACT", "HOUSEHOLD", "INCIDENT_MIN", "HEALTH", "MHPSS", "CASE", "BANK")))
                .body().path("id").asText();
    }

    /** From now on tools send each of their requests so often, at the same time and under one key. */
    void sends(int copies) {
        officer.sends(copies);
        handler.sends(copies);
    }

    /** Ids of all referrals that were accepted so far. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** What the hub says happened to a referral. */
    List<Step> way(Accepted referral) {
        List<Step> way = new ArrayList<>();
        Persistent asks = referral.programme().equals(PROTECTION) ? handler : officer;
        asks.get("/v1/referrals/" + referral.id() + "/timeline?limit=100").body().path("items")
                .forEach(entry -> way.add(Step.of(entry)));
        return way;
    }
}
