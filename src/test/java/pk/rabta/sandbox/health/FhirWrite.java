package pk.rabta.sandbox.health;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Resource;

/** One entry of a transaction: a resource that is found by one identifier, to be created or updated. */
record FhirWrite(String fullUrl, String type, Resource resource, String system, String value, boolean onlyIfNone) {

    /** Reads an entry; this server writes by identifier only, so that a repeat does no harm. */
    static FhirWrite of(BundleEntryComponent entry) {
        String type = entry.getResource().fhirType();
        boolean post = entry.getRequest().getMethod() == HTTPVerb.POST;
        String url = entry.getRequest().getUrl();
        String query = post ? entry.getRequest().getIfNoneExist() : url.substring(url.indexOf('?') + 1);
        String decoded = URLDecoder.decode(query == null ? "" : query, StandardCharsets.UTF_8);
        int bar = decoded.indexOf('|');
        if (!decoded.startsWith("identifier=") || bar < 0 || !url.split("\\?")[0].equals(type)) {
            throw new FhirRefusal(422, "business-rule", "Write " + type + " on the condition of an identifier");
        }
        return new FhirWrite(entry.getFullUrl(), type, entry.getResource(),
                decoded.substring("identifier=".length(), bar), decoded.substring(bar + 1), post);
    }

    String prefix() {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + "-";
    }
}
