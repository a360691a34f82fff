package pk.rabta.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pk.rabta.api.contract.Contract;
import pk.rabta.settings.WrongSettingsException;

class DataScopesTest {

    private static final Contract CONTRACT = new Contract(Clock.systemUTC());
    private static final Path FILE = Path.of("config/data-scopes.yaml");

    private final DataScopes scopes = new DataScopes(".", CONTRACT);

    @Test
    void whatIsLackingIsTheNarrowestThatOpensIt() {
        assertThat(scopes.lacking(List.of(), List.of("victim.address.district"))).containsExactly("IDENTITY_MIN");
        assertThat(scopes.lacking(List.of(), List.of("incident.district"))).containsExactly("INCIDENT_MIN");
        assertThat(scopes.lacking(List.of("CASE"), List.of("incident.district"))).isEmpty();
        assertThat(scopes.lacking(List.of(), List.of("incident.district", "details.case.fir")))
                .as("one that must be asked for anyway opens both").containsExactly("CASE");
        assertThat(scopes.lacking(List.of(), List.of("referral.id"))).as("in every referral").isEmpty();
    }

    @Test
    void aFieldThatNoScopeNamesIsOpenToNobody() {
        assertThat(scopes.fields(scopes.names())).isEqualTo(scopes.all()).doesNotContain("victim", "details");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MHPSS: | MHPS: | scopes must be those of the API",
        "always: | alwais: | unknown key 'alwais'",
        "always: [ | never: [ | unknown key 'never'",
        "'BANK: [details.account]' | 'BANK:' | needs the lists 'always' and 'scopes'"})
    void aWrongFileStopsTheStart(String text, String becomes, String said, @TempDir Path home) throws IOException {
        String source = Files.readString(FILE);
        assertThat(source).contains(text);
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve(FILE), source.replace(text, becomes));
        assertThatThrownBy(() -> new DataScopes(home.toString(), CONTRACT)).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("data-scopes.yaml").hasMessageContaining(said);
    }

    @Test
    void anAbsentFileStopsTheStart(@TempDir Path home) {
        assertThatThrownBy(() -> new DataScopes(home.toString(), CONTRACT)).isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("data-scopes.yaml cannot be read");
    }
}
