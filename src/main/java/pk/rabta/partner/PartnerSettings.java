package pk.rabta.partner;

import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** All profiles by partner id, from {@code config/partners/<id>/partner.yaml}. */
@Validated
@ConfigurationProperties("rabta")
record PartnerSettings(@Valid @DefaultValue Map<String, PartnerProfile> partners) {}
