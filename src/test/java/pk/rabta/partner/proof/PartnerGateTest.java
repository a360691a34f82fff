package pk.rabta.partner.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pk.rabta.api.ProblemException;
import pk.rabta.api.server.Callback;
import pk.rabta.api.server.ClientCertificate;
import pk.rabta.connector.tls.TestAuthority;
import pk.rabta.partner.PartnerProfile;
import pk.rabta.partner.PartnerProfile.Receive;
import pk.rabta.partner.Partners;
import pk.rabta.settings.WrongSettingsException;

/** What the gate asks before a body is read, and whose word about a certificate it takes. */
class PartnerGateTest {

    private static X509Certificate agreed;
    private static X509Certificate forged;
    private static String thumbprint;

    @BeforeAll
    static void certificates(@TempDir Path folder) throws Exception {
        agreed = new TestAuthority(folder, "departments").certificateOf("office");
        forged = new TestAuthority(folder, "anybody").certificateOf("office");
        thumbprint = "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(agreed.getEncoded()));
    }

    @Test
    void a_subject_stops_the_start_where_certificates_come_in_a_header() {
        assertThatThrownBy(() -> gate(true, List.of(), thumbprint, "CN=office")).isInstanceOf(WrongSettingsException.class)
            .hasMessageContainingAll("config/partners/office/partner.yaml: rabta.partners.office.receive.certificates",
                "'CN=office'", "rabta.api.certificate-header", "sha256:");
        assertThatCode(() -> gate(true, List.of(), thumbprint)).doesNotThrowAnyException();
        assertThatCode(() -> gate(false, List.of(), thumbprint, "CN=office")).doesNotThrowAnyException();
    }

    @Test
    void a_thumbprint_is_of_one_certificate_whatever_another_says_of_itself() {
        PartnerGate gate = gate(true, List.of(), thumbprint);
        assertThat(gate.admit(call("office", "192.0.2.1", agreed))).as("no stranger").isTrue();
        assertThat(forged.getSubjectX500Principal()).isEqualTo(agreed.getSubjectX500Principal());
        refused(401, gate, call("office", "192.0.2.1", forged));
    }

    @Test
    void partner_address_and_certificate_are_asked_without_the_body() {
        PartnerGate gate = gate(false, List.of("192.0.2.0/24"), thumbprint);
        refused(404, gate, call("nobody", "192.0.2.1", agreed));
        refused(403, gate, call("office", "203.0.113.9", agreed));
        refused(401, gate, call("office", "192.0.2.1", null));
        assertThat(gate.knows("office")).isTrue();
        assertThat(gate.knows("nobody")).isFalse();
    }

    private static void refused(int status, PartnerGate gate, Callback call) {
        assertThatThrownBy(() -> gate.admit(call)).isInstanceOfSatisfying(ProblemException.class,
            refused -> assertThat(refused.problem().type().status()).isEqualTo(status));
    }

    private static Callback call(String partner, String address, @Nullable X509Certificate shown) {
        return new Callback(partner, new byte[0], name -> null, address, shown);
    }

    private static PartnerGate gate(boolean byHeader, List<String> addresses, String... certificates) {
        Receive receive = new Receive("mtls", null, null, null, null, List.of(certificates), addresses);
        Partners partners = mock(Partners.class);
        when(partners.ids()).thenReturn(Set.of("office"));
        when(partners.get("office")).thenReturn(new PartnerProfile(null, "rest", null, null, null, null, receive, null, null,
            "withheld", "person", "other", null, null, null, null, null, null, null, null));
        ClientCertificate shown = mock(ClientCertificate.class);
        when(shown.byHeader()).thenReturn(byHeader);
        return new PartnerGate(partners, shown, Clock.systemUTC());
    }
}
