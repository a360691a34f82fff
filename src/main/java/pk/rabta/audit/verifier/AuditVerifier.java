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
import java.util.stream.Stream;
import pk.rabta.audit.merkle.CanonicalJson;
import pk.rabta.audit.merkle.Checkpoint;
import pk.rabta.audit.merkle.InvalidCheckpointException;
import pk.rabta.audit.merkle.Leaf;
import pk.rabta.audit.merkle.ProofCheck;
import pk.rabta.audit.merkle.SignedNote;
import pk.rabta.audit.merkle.VerifierKey;

/** The offline check of the audit, a program of its own: src/docs/audit.md. Ends with 0: valid, 1: not, 2: cannot say. */
public final class AuditVerifier {

    private static final int VALID = 0;
    private static final int NOT_VALID = 1;
    private static final int CANNOT_SAY = 2;
    private static final String USAGE = """
            AuditVerifier KEY LEAVES CHECKPOINTS...
            AuditVerifier --proof KEY PROOF CHECKPOINTS...
              KEY          a file with the member key of GET /v1/audit/key
              LEAVES       answers of GET /v1/audit/leaves from the first leaf on, one a line
              PROOF        an answer of GET /v1/audit/leaves/{id}/proof
              CHECKPOINTS  files of the folder rabta.audit.directory, or members note of GET /v1/audit/checkpoint""";

    private final PrintStream out;
    private final List<String> findings = new ArrayList<>();

    private AuditVerifier(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** Does what {@link #main} does. @return the exit code */
    static int run(PrintStream out, String... arguments) {
        List<String> files = new ArrayList<>(List.of(arguments));
        boolean proof = files.remove("--proof");
        if (files.size() < 3) {
            out.println(USAGE);
            return CANNOT_SAY;
        }
        try {
            return new AuditVerifier(out).check(proof, files.stream().map(Path::of).toList());
        } catch (IOException | RuntimeException e) {
            out.println("cannot say: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            return CANNOT_SAY;
        }
    }

    private int check(boolean proof, List<Path> files) throws IOException {
        VerifierKey key = VerifierKey.read(Files.readString(files.getFirst()));
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (Path file : files.subList(2, files.size())) {
            checkpoints.addAll(open(file, key));
        }
        if (checkpoints.isEmpty() && findings.isEmpty()) {
            throw new IllegalArgumentException("the files of checkpoints hold none");
        }
        String summary = proof ? proof(files.get(1), checkpoints) : leaves(files.get(1), key, checkpoints);
        findings.forEach(out::println);
        out.println(findings.isEmpty() ? "valid: " + summary : "NOT VALID");
        return findings.isEmpty() ? VALID : NOT_VALID;
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
        return check.summary();
    }

    private String proof(Path file, List<Checkpoint> checkpoints) throws IOException {
        JsonNode proof = CanonicalJson.read(Files.readString(file));
        // Of a leaf that is withheld only the hash is told: it is proven, and what it says is for those with clearance.
        boolean withheld = proof.path("withheld").asBoolean();
        Leaf leaf = withheld ? null : Leaf.read(proof.path("leaf"));
        byte[] written = leaf == null ? Base64.getDecoder().decode(proof.path("hash").asText()) : leaf.hash();
        String id = leaf == null ? proof.path("id").asText() : leaf.id().toString();
        long index = proof.path("index").asLong();
        long size = proof.path("size").asLong();
        List<byte[]> hashes = new ArrayList<>();
        proof.path("proof").forEach(hash -> hashes.add(Base64.getDecoder().decode(hash.asText())));
        List<Checkpoint> signed = checkpoints.stream().filter(one -> one.size() == size).toList();
        if (signed.isEmpty()) {
            throw new IllegalArgumentException("no signed checkpoint of " + size + " leaves is given");
        }
        if (!signed.stream().allMatch(one -> ProofCheck.inclusion(index, size, written, hashes, one.root()))) {
            findings.add("leaf " + index + " (" + id + ") is not the one that was signed with " + size + " leaves");
        }
        return "leaf " + index + " (" + id + ") is in the log of " + size + " leaves"
                + (withheld ? "; what it says is withheld from you" : "");
    }
}
