package pk.rabta.audit.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import pk.rabta.audit.merkle.CanonicalJson;
import pk.rabta.audit.merkle.Checkpoint;
import pk.rabta.audit.merkle.InvalidCheckpointException;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.audit.merkle.ProofCheck;
import pk.rabta.audit.merkle.SignedNote;
import pk.rabta.audit.merkle.VerifierKey;

/**
 * The offline check of the audit, a program of its own: src/docs/audit.md. Ends with 0: valid, 1: not, 2: cannot say, 3: valid,
 * but for leaves of which only hashes were told.
 */
public final class AuditVerifier {

    private static final int VALID = 0;
    private static final int NOT_VALID = 1;
    private static final int CANNOT_SAY = 2;
    private static final int WITHHELD = 3;
    private static final String PROOF = "--proof";
    private static final String CONSISTENCY = "--consistency";
    private static final String ALLOW_WITHHELD = "--allow-withheld";
    private static final String USAGE = """
            AuditVerifier [--allow-withheld] KEY LEAVES CHECKPOINTS...
            AuditVerifier [--allow-withheld] --proof KEY PROOF CHECKPOINTS...
            AuditVerifier --consistency KEY GROWTH CHECKPOINTS...
              KEY          a file with the member key of GET /v1/audit/key
              LEAVES       answers of GET /v1/audit/leaves from the first leaf on, one a line
              PROOF        an answer of GET /v1/audit/leaves/{id}/proof
              GROWTH       an answer of GET /v1/audit/consistency
              CHECKPOINTS  files of the folder rabta.audit.directory, or members note of GET /v1/audit/checkpoint
              --allow-withheld  ends with 0 also where leaves were withheld""";

    private final PrintStream out;
    private final List<String> findings = new ArrayList<>();
    private long withheld;

    private AuditVerifier(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** Does what {@link #main} does. @return the exit code */
    static int run(PrintStream out, String... arguments) {
        List<String> files = new ArrayList<>(List.of(arguments));
        Set<String> options = new TreeSet<>();
        List.of(PROOF, CONSISTENCY, ALLOW_WITHHELD).stream().filter(files::remove).forEach(options::add);
        if (files.size() < 3 || options.containsAll(List.of(PROOF, CONSISTENCY))) {
            out.println(USAGE);
            return CANNOT_SAY;
        }
        try {
            return new AuditVerifier(out).check(options, files.stream().map(Path::of).toList());
        } catch (IOException | RuntimeException e) {
            out.println("cannot say: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            return CANNOT_SAY;
        }
    }

    private int check(Set<String> options, List<Path> files) throws IOException {
        VerifierKey key = VerifierKey.read(Files.readString(files.getFirst()));
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Path file : files.subList(2, files.size())) {
            checkpoints.addAll(open(file, key));
        }
        if (checkpoints.isEmpty() && findings.isEmpty()) {
            throw new IllegalArgumentException("the files of checkpoints hold none");
        }
        Path file = files.get(1);
        String summary = options.contains(PROOF) ? proof(file, checkpoints)
                : options.contains(CONSISTENCY) ? consistency(file, checkpoints) : leaves(file, key, checkpoints);
        findings.forEach(out::println);
        if (!findings.isEmpty()) {
            out.println("NOT VALID");
            return NOT_VALID;
        }
        if (withheld > 0 && !options.contains(ALLOW_WITHHELD)) {
            out.println("VALID BUT FOR WHAT IS WITHHELD: " + summary + ". What " + withheld
                    + " leaves say nobody looked at here; with " + ALLOW_WITHHELD + " that is taken.");
            return WITHHELD;
        }
        out.println("valid: " + summary);
        return VALID;
    }

    private List<Checkpoint> open(Path file, VerifierKey key) throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (String note : SignedNote.split(Files.readString(file))) {
            try {
                checkpoints.add(SignedNote.open(note, key));
            } catch (InvalidCheckpointException e) {
                findings.add("a checkpoint of " + file.getFileName() + " (\"" + note.lines().limit(2).toList()
                        + "\") does not fit: " + e.getMessage());
            }
        }
        return checkpoints;
    }

    private String leaves(Path file, VerifierKey key, List<Checkpoint> checkpoints) throws IOException {
        ExportCheck check = new ExportCheck(key, checkpoints);
        try (BufferedReader lines = Files.newBufferedReader(file); Stream<String> pages = lines.lines()) {
            pages.filter(line -> !line.isBlank()).forEach(page -> CanonicalJson.read(page).path("items").forEach(check::add));
        }
        check.notes().forEach(out::println);
        findings.addAll(check.findings());
        withheld = check.withheld();
        return check.summary();
    }

    private String proof(Path file, List<Checkpoint> checkpoints) throws IOException {
        JsonNode proof = CanonicalJson.read(Files.readString(file));
        // Of a leaf that is withheld only the hash is told: it is proven, and what it says is for those with clearance.
        boolean hidden = proof.path("withheld").asBoolean();
        withheld = hidden ? 1 : 0;
        Leaf leaf = hidden ? null : Leaf.read(proof.path("leaf"));
        byte[] written = leaf == null ? Base64.getDecoder().decode(proof.path("hash").asText()) : leaf.hash();
        String id = leaf == null ? proof.path("id").asText() : leaf.id().toString();
        long index = proof.path("index").asLong();
        long size = proof.path("size").asLong();
        List<byte[]> hashes = hashes(proof);
        List<Checkpoint> signed = of(size, checkpoints);
        if (!signed.stream().allMatch(one -> ProofCheck.inclusion(index, size, written, hashes, one.root()))) {
            findings.add("leaf " + index + " (" + id + ") is not the one that was signed with " + size + " leaves");
        }
        return "leaf " + index + " (" + id + ") is in the log of " + size + " leaves"
                + (hidden ? "; what it says is withheld from you" : "");
    }

    private String consistency(Path file, List<Checkpoint> checkpoints) throws IOException {
        JsonNode proof = CanonicalJson.read(Files.readString(file));
        long from = proof.path("from").asLong();
        long to = proof.path("to").asLong();
        List<byte[]> hashes = hashes(proof);
        for (Checkpoint older : of(from, checkpoints)) {
            for (Checkpoint newer : of(to, checkpoints)) {
                if (!ProofCheck.consistency(from, to, older.root(), newer.root(), hashes)) {
                    findings.add("the log of " + to + " leaves that was signed does not begin with the one of " + from
                            + " leaves that was signed, or this is no proof of it");
                }
            }
        }
        return "the log of " + to + " leaves begins with the one of " + from;
    }

    private static List<byte[]> hashes(JsonNode proof) {
        List<byte[]> hashes = new ArrayList<>();
        proof.path("proof").forEach(hash -> hashes.add(Base64.getDecoder().decode(hash.asText())));
        return hashes;
    }

    private static List<Checkpoint> of(long size, List<Checkpoint> checkpoints) {
        List<Checkpoint> signed = checkpoints.stream().filter(one -> one.size() == size).toList();
        if (signed.isEmpty()) {
            throw new IllegalArgumentException("no signed checkpoint of " + size + " leaves is given");
        }
        return signed;
    }
}
