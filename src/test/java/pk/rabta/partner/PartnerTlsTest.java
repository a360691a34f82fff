package pk.rabta.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

class PartnerTlsTest {

    @Test
    void oldProtocolsAndUnknownBundlesStopTheStart() {
        assertThatThrownBy(() -> new PartnerTls(partners("nobody"), new DefaultSslBundleRegistry()))
                .hasMessageContaining("rabta.partners.office.tls.bundle is 'nobody'")
                .hasMessageContaining("spring.ssl.bundle.pem.nobody.truststore.certificate");
        assertThatThrownBy(() -> new PartnerTls(partners("old"), registry("old", "TLSv1.1", "TLSv1.2")))
                .hasMessageContaining("rabta.partners.office.tls.bundle").hasMessageContaining("enabled-protocols");
    }

    @Test
    void onlyTls12AndNewerAreOffered() {
        assertThat(new PartnerTls(partners(null), new DefaultSslBundleRegistry()).of("office").getOptions()
                .getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(new PartnerTls(partners("new"), registry("new", "TLSv1.3")).of("office").getOptions()
                .getEnabledProtocols()).containsExactly("TLSv1.3");
    }

    private static DefaultSslBundleRegistry registry(String name, String... protocols) {
        return new DefaultSslBundleRegistry(name, SslBundle.of(SslStoreBundle.NONE, SslBundleKey.NONE,
                SslOptions.of((String[]) null, protocols)));
    }

    private static Partners partners(String bundle) {
        Partners partners = mock(Partners.class, RETURNS_DEEP_STUBS);
        when(partners.ids()).thenReturn(Set.of("office"));
        PartnerProfile profile = new PartnerProfile(null, "rest", null, null, null,
                bundle == null ? null : new PartnerProfile.Tls(bundle), null, null, null, "withheld", "person", "other", null, null,
                null, null, null, null, Map.of(), null);
        when(partners.get("office")).thenReturn(profile);
        return partners;
    }
}
