package pk.rabta.api.contract;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the contract and the page to browse it. */
@RestController
public class ContractPage {

    public static final String DOCUMENT = "/v1/openapi.yaml";
    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; "
        + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    private final Contract contract;

    ContractPage(Contract contract) {
        this.contract = contract;
    }

    @GetMapping(DOCUMENT)
    ResponseEntity<byte[]> document() {
        return ResponseEntity.ok().contentType(YAML).body(contract.source());
    }

    @GetMapping({"/docs", "/docs/"})
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
            .header("Content-Security-Policy", POLICY).body(new ClassPathResource("docs/page.html"));
    }
}
