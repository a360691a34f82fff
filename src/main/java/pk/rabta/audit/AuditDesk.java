package pk.rabta.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.api.ProblemType;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;
import pk.rabta.audit.LogRows.Entry;
import pk.rabta.audit.merkle.Checkpoint;
import pk.rabta.audit.merkle.Proofs;

/** What an auditor asks of the log. Everything here can be checked without the hub. */
@Component("auditDesk")
public class AuditDesk {

    private final TreeRows tree;
    private final LogRows rows;
    private final Checkpoints checkpoints;
    private final CheckpointKey key;
    private final Verification verification;

    AuditDesk(TreeRows tree, LogRows rows, Checkpoints checkpoints, CheckpointKey key, Verification verification) {
        this.tree = tree;
        this.rows = rows;
        this.checkpoints = checkpoints;
        this.key = key;
        this.verification = verification;
    }

    /** The latest signed checkpoint. */
    public ApiAnswer checkpoint(ApiRequest request) {
        Checkpoints.Kept kept = checkpoints.latest().orElseThrow(() -> ProblemType.NOT_FOUND.because(
                "There is no checkpoint yet: the first one comes with the first leaves.",
                "ابھی کوئی چیک پوائنٹ نہیں: پہلا اندراج آنے پر بنے گا۔"));
        Checkpoint signed = key.open(kept.note());
        return ApiAnswer.ok(json().put("origin", signed.origin()).put("size", signed.size())
                .put("root", base64(signed.root())).put("note", kept.note()).put("madeAt", kept.madeAt().toString()));
    }

    /** The key that checks checkpoints. */
    public ApiAnswer key(ApiRequest request) {
        return ApiAnswer.ok(json().put("key", key.verifier().text()).put("name", key.verifier().name())
                .put("algorithm", "Ed25519").put("publicKey", base64(key.verifier().publicKey())));
    }

    /** Numbered leaves from an index on, for a check offline. */
    public ApiAnswer leaves(ApiRequest request) {
        long from = number(request, "from");
        long size = tree.state().size();
        long to = Math.min(from + request.number("limit"), size);
        ObjectNode page = json();
        ArrayNode items = page.putArray("items");
        rows.from(from, to).forEach(entry -> entry(items.addObject(), entry, request.caller()));
        if (from < to && to < size) {
            page.put("next", to);
        }
        return ApiAnswer.ok(page);
    }

    /** That a leaf is in the tree of a size; by default of the latest checkpoint's, if it is there, else of today's. */
    public ApiAnswer inclusion(ApiRequest request) {
        long now = tree.state().size();
        Entry entry = rows.find(UUID.fromString(request.id())).filter(it -> it.index() < now)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no such leaf, or it has no number yet: that takes"
                        + " some seconds.", "ایسا کوئی اندراج نہیں، یا اسے ابھی نمبر نہیں ملا: اس میں چند سیکنڈ لگتے ہیں۔"));
        Long asked = (Long) request.parameters().get("size");
        long size = asked != null ? asked : checkpoints.latest().map(Checkpoints.Kept::size)
                .filter(signed -> signed > entry.index() && signed <= now).orElse(now);
        require(size > entry.index() && size <= now, "?size");
        ObjectNode proof = json().put("size", size).put("root", base64(tree.root(size)));
        entry(proof, entry, request.caller());
        proof(proof, tree.hashes(Proofs.inclusion(entry.index(), size)));
        return ApiAnswer.ok(proof);
    }

    /** That the tree of one size is the beginning of that of another. */
    public ApiAnswer consistency(ApiRequest request) {
        long from = number(request, "from");
        long to = number(request, "to");
        require(to <= tree.state().size(), "?to");
        require(from <= to, "?from");
        ObjectNode proof = json().put("from", from).put("to", to).put("fromRoot", base64(tree.root(from)))
                .put("toRoot", base64(tree.root(to)));
        proof(proof, tree.hashes(Proofs.consistency(from, to)));
        return ApiAnswer.ok(proof);
    }

    /** Looks whether a range of leaves is still what was written. */
    public ApiAnswer verify(ApiRequest request) {
        Verification.Report report = verification.verify(number(request, "from"), request.number("limit"));
        ObjectNode json = json().put("valid", report.findings().isEmpty()).put("from", report.from())
                .put("to", report.to()).put("size", report.size()).put("notKept", report.notKept())
                .put("unmarked", report.unmarked());
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(finding -> finding.addTo(findings.addObject()));
        if (report.to() < report.size()) {
            json.put("next", report.to());
        }
        return ApiAnswer.ok(json);
    }

    /** Without clearance the leaf of a protected witness's referral is its hash: it can be counted and proven, not read. */
    private static void entry(ObjectNode json, Entry entry, Caller caller) {
        json.put("index", entry.index()).put("id", entry.leafId().toString()).put("hash", base64(entry.hash()));
        if (entry.withheld() && !caller.cleared()) {
            json.put("withheld", true);
        } else if (entry.stored() != null) {
            json.set("leaf", entry.stored().leaf().json());
        }
    }

    private static void proof(ObjectNode json, List<byte[]> hashes) {
        ArrayNode proof = json.putArray("proof");
        hashes.forEach(hash -> proof.add(base64(hash)));
    }

    private static void require(boolean inTree, String pointer) {
        if (!inTree) {
            throw ProblemType.VALIDATION_FAILED.detail("1 part of the request breaks the contract.",
                    "درخواست کا ایک حصہ معاہدے کے مطابق نہیں۔").violations(List.of(new Violation(pointer, Text.of(
                    "Must be a size that the tree has, and of a proof one that fits its other end.",
                    "درخت کا موجود سائز ہونا چاہیے جو ثبوت کے دوسرے سرے سے میل کھاتا ہو۔"), "range"))).exception();
        }
    }

    private static long number(ApiRequest request, String name) {
        return (Long) request.parameters().get(name);
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
