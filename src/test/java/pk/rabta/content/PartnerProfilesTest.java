package pk.rabta.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.settings.WrongSettingsException;

/** Profiles and programmes are code: they bind, they agree with what they name, and a wrong one stops the start. */
@ResourceLock(Resources.SYSTEM_OUT)
class PartnerProfilesTest {

    private static final Path HOME = Path.of(".");
    private static final String PARTNERS = "config/partners/";

    @Test
    void everyProfileAndProgrammeHolds() {
        try (ConfigurableApplicationContext context = PartnerStart.of(HOME)) {
            pk.rabta.partner.Partners partners = context.getBean(pk.rabta.partner.Partners.class);
            assertThat(partners.ids()).containsExactlyElementsOf(Partners.ids());
            assertThat(context.getBean(Catalogue.class).all()).isNotEmpty();
            assertThat(context.getBean(ContentCheck.class)).isNotNull();
        }
    }

    /** The columns: file below config/partners, a text in it, what it becomes, what the start says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "prosecution-kp/partner.yaml | label: disclosed | lable: disclosed | did you mean 'label'?",
        "prosecution-kp/partner.yaml | label: disclosed | label: perhaps | rabta.partners[prosecution-kp].label",
        "prosecution-kp/partner.yaml | in-doubt: query | in-doubt: hope | inDoubt",
        "prosecution-kp/partner.yaml | link: | lines: "
            + "| messages.request query.path: 'link' is none of its partner's paths",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | query: { path: withdrawal, | query: { "
            + "| messages.cancellation needs 'query: { path: ..., answer: ... }'",
        "registry/partner.yaml | in-doubt: resend | in-doubt: query | rabta.partners.registry.messages.",
        "prosecution-kp/partner.yaml | rate: 2/s | rate: fast | rabta.partners.prosecution-kp.delivery.rate",
        "registry/partner.yaml | review: 2027-06-30 | review: 2027-13-30 | rabta.partners.registry.write-back.review",
        "registry/partner.yaml | basis: PUBLIC_TASK | basis: CONSENT | writeBack.basis",
        "prosecution-kp/partner.yaml | respond: 5wd | respond: soon | rabta.partners.prosecution-kp.clocks.respond",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | expire: 30d | undeliverabel: 30d "
            + "| prosecution-kp-case-link.yaml: clocks.undeliverabel is not one of",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | expire: 30d | waiting: soon "
            + "| prosecution-kp-case-link.yaml: clocks.waiting: 'soon' is not a term",
        "prosecution-kp/partner.yaml | rabta.partners.prosecution-kp: | rabta.partners.other: | must start with",
        "prosecution-kp/partner.yaml | connector: rest | conector: rest | did you mean 'connector'?",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | service: JUSTICE | servise: JUSTICE "
            + "| unknown key 'servise'",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | means: case-link | | means",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | id: prosecution-kp-case-link | id: other "
            + "| the file must be named other.yaml",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | partner: prosecution-kp | partner: pbm "
            + "| partner must be 'prosecution-kp'",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | request: | question: "
            + "| messages needs an entry 'request'",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | fact: details.case.fir | fact: incident.report "
            + "| precondition legal.case-not-found: fact names incident.report",
        "pbm/programmes/pbm-ifa-education.yaml | when: .details.household.student | when: nott(.details.household.student "
            + "| exclusion eligibility.criteria-not-met: not a JSLT expression"})
    void aWrongFileStopsTheStart(String file, String text, String becomes, String said, @TempDir Path home)
            throws IOException {
        spoil(home, PARTNERS + file, text, becomes == null ? "" : becomes);
        assertThatThrownBy(() -> PartnerStart.of(home).close()).satisfies(thrown ->
                assertThat(messages(thrown)).as("what the start says").contains(said));
    }

    @Test
    void aVariableThatNobodySetStopsTheStart() {
        assertThatThrownBy(() -> PartnerStart.of(HOME, "PROSECUTION_KP_URL").close()).satisfies(thrown ->
                assertThat(messages(thrown)).contains("rabta.partners.prosecution-kp.url needs a value", "PROSECUTION_KP_URL"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "pbm/partner.yaml | - victim.cnic | - victim.cnik | disclose names victim.cnik",
        "registry/partner.yaml | ended: [registryId, | ended: [outcome.text, | write-back.ended names outcome.text",
        "registry/partner.yaml | unnamed: [MHPSS] | unnamed: [MIND] | write-back.unnamed names MIND",
        "pbm/partner.yaml | - victim.cnic | - incident.fir | disclose names incident.fir, which tells what",
        "pbm/partner.yaml | - details.hospital.code | - details.case.role | disclose names details.case.role, which tells what",
        "prosecution-kp/partner.yaml | - details.case.role | - details.caseRole "
            + "| disclose names details.caseRole, which no data scope of a consent opens",
        "pbm/partner.yaml | - details.hospital.code | - details.hospital "
            + "| disclose names details.hospital, in which anything may stand: name its members",
        "pbm/partner.yaml | kind: welfare | kind: security "
            + "| details.hospital.diagnosisIcd10, which only partners of kind health or welfare may learn",
        "pbm/partner.yaml | kind: welfare | # none | details.patient.name.urdu, which only partners of kind health or",
        "zakat-pb/partner.yaml | - referral.id | - details.counselling.note "
            + "| details.counselling.note, which only partners of kind health may learn; this one's kind is welfare",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | purpose: JUSTICE | purpose: MHPSS "
            + "| purpose MHPSS is for partners of kind health; this one's kind is justice",
        "pbm/partner.yaml | - victim.cnic | - victim.harms.class | disclose names victim.harms.class, which tells what",
        "pbm/partner.yaml | ^\"${PBM_PASSWORD}\"^ | hunter2 | auth.password holds a secret",
        "pbm/partner.yaml | ^\"${PBM_PASSWORD}\"^ | ^\"${PBM_PASSWORD:hunter2}\"^ | auth.password holds a secret",
        "health-pb/partner.yaml | client-secret: | clientSecret: hunter2 # | auth.clientSecret holds a secret",
        "zakat-pb/partner.yaml | paths: { | paths: { old-password: hunter2, | paths.old-password holds a secret",
        "pbm/partner.yaml | label: withheld | ^label: withheld\n  receive.password: hunter2^ "
            + "| receive.password holds a secret",
        "pbm/programmes/pbm-ifa-medical.yaml | referral-to-withdrawal | referral-to-nothing "
            + "| there is no mapping mappings/pbm/referral-to-nothing",
        "prosecution-kp/programmes/prosecution-kp-case-link.yaml | link-standing-to-finding | link-to-nothing "
            + "| request.query.answer: there is no mapping mappings/prosecution-kp/link-to-nothing",
        "pbm/programmes/pbm-ifa-medical.yaml | path: submit | path: send | 'send' is not a key of rabta.partners.pbm.paths",
        "pbm/programmes/pbm-ifa-medical.yaml | HEALTH.SURGERY | HEALTH.SURGERIE | HEALTH.SURGERIE is not in",
        "pbm/programmes/pbm-ifa-medical.yaml | type: CNIC_COPY | type: CNIC_COPIE | CNIC_COPIE is not in",
        "pbm/programmes/pbm-ifa-medical.yaml | programme: zakat-pb-guzara | programme: zakat-pb-other "
            + "| conflicts names the programme zakat-pb-other",
        "wpu-kp/partner.yaml | - victim.token | - victim.name "
            + "| disclose names victim.name, and takes is token-only: only [contact.vso, ",
        "pbm/programmes/pbm-ifa-medical.yaml | eligibility.private-hospital | eligibility.nonsense | eligibility.nonsense is"})
    void aFileThatDisagreesStopsTheStart(String file, String text, String becomes, String said, @TempDir Path home)
            throws IOException {
        spoil(home, PARTNERS + file, text, becomes);
        assertThatThrownBy(() -> PartnerStart.of(home).close()).rootCause().isInstanceOfSatisfying(
                WrongSettingsException.class, wrong -> assertThat(wrong.lines()).anySatisfy(line ->
                        assertThat(line).contains("config/partners/" + file + ": ").contains(said)));
    }

    @Test
    void aScopeThatOpensNoFieldOfTheReferralStopsTheStart(@TempDir Path home) throws IOException {
        spoil(home, "config/data-scopes.yaml", "victim.phone", "victim.fone");
        assertThatThrownBy(() -> PartnerStart.of(home).close()).rootCause().hasMessageContaining(
                "config/data-scopes.yaml names victim.fone, which mappings/contracts/referral.schema.json does not have");
    }

    /** Keys that nothing reads, and options that no connector knows or that one misses. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "bisp/partner.yaml | label: withheld | lable: withheld | unknown key 'lable'; did you mean 'label'?",
        "bisp/partner.yaml | concurrency: 2 | concurency: 2 "
            + "| unknown key 'delivery.concurency'; did you mean 'concurrency'?",
        "bisp/partner.yaml | peer-id: bisp | peerid: bisp | unknown key 'options.peerid'; did you mean 'peer-id'?",
        "bisp/partner.yaml | peer-id: bisp | # gone | options.peer-id is missing",
        "bisp/partner.yaml | namespace: dci | poll-every: 5m | unknown key 'options.poll-every'; known here: callback",
        "zakat-pb/partner.yaml | group: district | # gone | options.out.list.group is missing",
        "zakat-pb/partner.yaml | totals: checksum | total: checksum "
            + "| unknown key 'options.in.istehqaq.total'; did you mean 'totals'?",
        "zakat-pb/partner.yaml | host: ${ZAKAT_PB_HOST} | # gone | options.host is missing"})
    void aKeyThatNothingReadsStopsTheStart(String file, String text, String becomes, String said, @TempDir Path home)
            throws IOException {
        spoil(home, PARTNERS + file, text, becomes);
        assertThatThrownBy(() -> PartnerStart.of(home).close()).isInstanceOfSatisfying(WrongSettingsException.class,
                wrong -> assertThat(wrong.lines()).anySatisfy(line ->
                        assertThat(line).contains("config/partners/" + file + ": " + said)));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce(@TempDir Path home) throws IOException {
        spoil(home, PARTNERS + "pbm/partner.yaml", "label: withheld", "lable: withheld");
        Path other = home.resolve("config/partners/bisp/partner.yaml");
        Files.writeString(other, Files.readString(other).replace("connector: spdci", "conector: spdci"));
        assertThatThrownBy(() -> PartnerStart.of(home).close()).isInstanceOfSatisfying(WrongSettingsException.class,
                wrong -> assertThat(wrong.lines()).hasSize(2));
    }

    private static void spoil(Path home, String file, String text, String becomes) throws IOException {
        FileSystemUtils.copyRecursively(HOME.resolve("config"), home.resolve("config"));
        Files.createSymbolicLink(home.resolve("routes"), Path.of("routes").toAbsolutePath());
        Files.createSymbolicLink(home.resolve("mappings"), Path.of("mappings").toAbsolutePath());
        Path spoilt = home.resolve(file);
        String before = Files.readString(spoilt);
        assertThat(before).contains(text);
        Files.writeString(spoilt, before.replace(text, becomes));
    }

    private static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }
}
