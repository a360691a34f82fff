package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.apache.wss4j.common.WSS4JConstants;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pk.rabta.sandbox.Client;
import pk.rabta.sandbox.HubAddress;
import pk.rabta.sandbox.Ledger.Effect;
import pk.rabta.sandbox.pbm.Envelope.Version;

class PbmSimulatorTest {

    private final PbmSimulator office = new PbmSimulator();
    private final FakeHub hub = new FakeHub(office.ownAccount());
    private final NoticeSender sender = new NoticeSender(Clock.systemUTC());

    @BeforeEach
    void start() {
        hub.start();
        office.pace(Duration.ZERO);
        office.start();
        office.hubStarted(new HubAddress(hub.url(), hub.url(), new Client("pbm", "", new TreeSet<>(),
                Map.of())));
    }

    @AfterEach
    void stop() {
        office.stop();
        hub.stop();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void givesOneDiaryNumberToACaseInBothVersionsOfSoap(Version version) throws Exception {
        HttpResponse<String> answer = post(version, Samples.application("REF-1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).containsPattern("<diaryNo>PBM/IFA/LHR/\\d{4}/00001<").contains("Received>false<");
        HttpResponse<String> again = post(version, Samples.application("REF-1"));
        assertThat(again.body()).contains("/00001<").contains("Received>true<");
        assertThat(office.ledger().entries("REF-1")).extracting("effect")
                .containsExactly(Effect.APPLIED, Effect.REPEATED);
    }

    @Test
    void asksForThePaperThenSanctionsInPartForTheHospital() throws Exception {
        post(Version.SOAP11, Samples.application("REF-1"));
        assertThat(notice(0, "informationRequest").text("missing")).isEqualTo("HOSPITAL_COMMITTEE_RECOMMENDATION");
        post(Version.SOAP11, Samples.recommendation("REF-1", "MSG-2"));
        Body sanction = notice(1, "sanction");
        assertThat(sanction.number("amountPkr")).isEqualTo(350_000);
        assertThat(sanction.text("payee")).isEqualTo("HOSPITAL");
        assertThat(sanction.isTrue("partial")).isTrue();
        assertThat(sanction.number("sequence")).isEqualTo(2);
        post(Version.SOAP11, Samples.recommendation("REF-1", "MSG-2"));
        assertThat(office.ledger().entries("REF-1")).last().extracting("effect").isEqualTo(Effect.REPEATED);
    }

    @ParameterizedTest
    @CsvSource({"80000,true,'',INCOME_ABOVE_CEILING", "28000,false,'',PRIVATE_HOSPITAL",
        "28000,true,<otherAid>GUZARA</otherAid>,OTHER_AID"})
    void rejectsByItsRules(long income, boolean government, String declared, String code) throws Exception {
        post(Version.SOAP11, Samples.application("REF-1", "9999900000122", income, government, declared));
        assertThat(notice(0, "rejection").text("code")).isEqualTo(code);
    }

    @Test
    void rejectsWithoutFundsAndTwiceInAYear() throws Exception {
        post(Version.SOAP11, Samples.application("REF-1"));
        notice(0, "informationRequest");
        post(Version.SOAP11, Samples.recommendation("REF-1", "MSG-2"));
        notice(1, "sanction");
        post(Version.SOAP11, Samples.application("REF-2"));
        assertThat(notice(2, "rejection").text("code")).isEqualTo("DUPLICATE_WITHIN_YEAR");
        office.funds(false);
        post(Version.SOAP11, Samples.application("REF-3", "9999900000139", 1, true, ""));
        assertThat(notice(3, "rejection").text("code")).isEqualTo("FUND_EXHAUSTED");
    }

    @Test
    void confirmsAWithdrawal() throws Exception {
        office.pace(Duration.ofMinutes(1));
        post(Version.SOAP12, Samples.application("REF-1"));
        assertThat(post(Version.SOAP12, Samples.withdrawal("REF-1")).statusCode()).isEqualTo(200);
        assertThat(notice(0, "withdrawn").text("caseRef")).isEqualTo("REF-1");
        assertThat(post(Version.SOAP12, Samples.withdrawal("REF-9")).body()).contains("Sender");
    }

    @Test
    void sendsAgainUntilTheHubIsThere() throws Exception {
        hub.faults().storm(503, 1);
        post(Version.SOAP11, Samples.application("REF-1"));
        notice(0, "informationRequest");
        assertThat(office.sentEnvelopes()).hasSize(2);
    }

    @Test
    void answersWithFaultsAndRefusesWhatDoesNotFitTheSchema() throws Exception {
        office.answerFault(true, 1);
        office.answerFault(false, 1);
        assertThat(post(Version.SOAP11, Samples.application("REF-1")).body()).contains("soap:Client");
        assertThat(post(Version.SOAP11, Samples.application("REF-1")).body()).contains("soap:Server");
        String wrong = Samples.application("REF-1").replace("<cnic>9999900000122", "<cnic>99999-0000012-2");
        HttpResponse<String> answer = post(Version.SOAP11, wrong);
        assertThat(answer.body()).contains("soap:Client").doesNotContain("0000012");
        assertThat(office.ledger().effects("REF-1")).isEmpty();
    }

    @Test
    void cutsTheConnectionAfterTheDiaryEntry() throws Exception {
        office.faults().cutAfterProcessing(1);
        assertThatThrownBy(() -> post(Version.SOAP11, Samples.application("REF-1"))).isInstanceOf(IOException.class);
        assertThat(post(Version.SOAP11, Samples.application("REF-1")).body()).contains("Received>true<");
    }

    @Test
    void refusesAWrongPasswordAnOldTokenAnOpenPasswordAndAReplay() throws Exception {
        String body = Samples.application("REF-1");
        String user = office.hubAccount().username();
        String password = office.hubAccount().password();
        assertRefused(Envelope.of(Version.SOAP11, body));
        assertRefused(Envelope.of(Version.SOAP11, body).signed(user, "wrong"));
        assertRefused(Envelope.of(Version.SOAP11, body).signed("other", password));
        assertRefused(Envelope.of(Version.SOAP11, body)
                .signed(user, password, WSS4JConstants.PASSWORD_DIGEST, Duration.ofMinutes(10)));
        assertRefused(Envelope.of(Version.SOAP11, body)
                .signed(user, password, WSS4JConstants.PASSWORD_DIGEST, Duration.ofMinutes(-10)));
        assertRefused(Envelope.of(Version.SOAP11, body)
                .signed(user, password, WSS4JConstants.PASSWORD_TEXT, Duration.ZERO));
        Envelope good = Envelope.of(Version.SOAP11, body).signed(user, password);
        assertThat(send(Version.SOAP11, body, good.bytes()).statusCode()).isEqualTo(200);
        assertRefused(good);
        assertThat(office.ledger().entries("REF-1")).hasSize(1);
    }

    private void assertRefused(Envelope envelope) throws Exception {
        HttpResponse<String> answer = send(Version.SOAP11, "<SubmitApplication >", envelope.bytes());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.body()).contains("faultcode").doesNotContain("password").doesNotContain("Receipt");
    }

    private Body notice(int index, String kind) {
        Awaitility.await().until(() -> hub.notices.size() > index);
        Body notice = hub.notices.get(index);
        assertThat(notice.first(kind)).as(notice.text()).isPresent();
        return notice;
    }

    private HttpResponse<String> post(Version version, String body) throws IOException {
        return send(version, body, Envelope.of(version, body)
                .signed(office.hubAccount().username(), office.hubAccount().password()).bytes());
    }

    private HttpResponse<String> send(Version version, String body, byte[] envelope) throws IOException {
        URI url = office.url().resolve(version == Version.SOAP11 ? "/bms/11" : "/bms/12");
        return sender.post(url, version, body.substring(1, body.indexOf(' ')), envelope);
    }
}
