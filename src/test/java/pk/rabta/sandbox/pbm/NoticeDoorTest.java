package pk.rabta.sandbox.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.wss4j.common.WSS4JConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.pbm.Envelope.Version;

/** Who may say something at the hub's SOAP door, and what the hub does with what is not for it. */
@HubTest
class NoticeDoorTest {

    private static final String NOTICE = """
        <Notice xmlns="urn:pbm:ifa:1"><noticeId>%s</noticeId><sequence>1</sequence><caseRef>REF-0</caseRef>
          <diaryNo>PBM/IFA/LHR/2026/09999</diaryNo><issuedAt>2026-03-10T06:30:00Z</issuedAt>
          <rejection><code>%s</code></rejection></Notice>""";

    private PbmSimulator office;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void set(PbmSimulator simulator) {
        office = simulator;
    }

    @Test
    void refusesAndStoresNothingWithoutTheRightFreshUnusedToken() throws Exception {
        String user = office.ownAccount().username();
        String password = office.ownAccount().password();
        assertRefused("N-none", notice("N-none"));
        assertRefused("N-wrong", notice("N-wrong").signed(user, "wrong"));
        assertRefused("N-other", notice("N-other").signed("other", password));
        // The hub's own account at the office opens nothing here.
        assertRefused("N-hub", notice("N-hub").signed(office.hubAccount().username(), office.hubAccount().password()));
        assertRefused("N-old", notice("N-old").signed(user, password, WSS4JConstants.PASSWORD_DIGEST,
                Duration.ofMinutes(6)));
        assertRefused("N-early", notice("N-early").signed(user, password, WSS4JConstants.PASSWORD_DIGEST,
                Duration.ofMinutes(-6)));
        assertRefused("N-text", notice("N-text").signed(user, password, WSS4JConstants.PASSWORD_TEXT, Duration.ZERO));
    }

    @Test
    void refusesATokenThatWasUsedEvenWithAnotherBody() throws Exception {
        byte[] first = notice("N-replay-1").signed(office.ownAccount().username(), office.ownAccount().password())
                .bytes();
        office.post(Version.SOAP11, first);
        String other = new String(first, StandardCharsets.UTF_8).replace("N-replay-1", "N-replay-2");
        HttpResponse<String> answer = office.post(Version.SOAP11, other.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(archived("N-replay-1")).isEqualTo(1);
        assertThat(archived("N-replay-2")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "GET,?wsdl", "GET,?xsd=notice.xsd", "GET,?x=wsdl", "GET,/Notify?noticeId=N-get", "HEAD,?wsdl",
        "PUT,''", "PATCH,?wsdl", "DELETE,''"})
    void takesOnlyWhatIsPosted(String method, String rest, HubClient anyone) {
        HubClient.Answer answer = anyone.withToken("").send(anyone.withToken("").request("/soap/pbm" + rest)
                .method(method, BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void tellsThatACaseIsNotKnown() throws Exception {
        HttpResponse<String> answer = signed(NOTICE.formatted("N-unknown", "OTHER_AID"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soap:Client", "No case of this partner has this reference");
    }

    @ParameterizedTest
    @CsvSource({"N-code,NO_SUCH_CODE,list reason", "N-form,lower case,/Notice/rejection/code"})
    void tellsWhatItDoesNotUnderstandAndKeepsIt(String id, String code, String place) throws Exception {
        HttpResponse<String> answer = signed(NOTICE.formatted(id, code));
        assertThat(answer.body()).contains("soap:Client", place).doesNotContain(code);
        assertThat(jdbc.sql("select state from inbound_message where message_id = :id").param("id", id)
                .query(String.class).single()).isEqualTo("PARKED");
    }

    @Test
    void refusesABodyWithoutAnId() throws Exception {
        assertThat(signed("<Notice xmlns=\"urn:pbm:ifa:1\"/>").body()).contains("soap:Client", "noticeId");
    }

    @Test
    void refusesADocumentTypeAndEnvelopesTooDeep() throws Exception {
        String envelope = new String(notice("N-xml").signed(office.ownAccount().username(),
                office.ownAccount().password()).bytes(), StandardCharsets.UTF_8).replaceFirst("^<\\?xml[^>]*\\?>", "");
        assertRefused("N-xml", ("<!DOCTYPE x [<!ENTITY e \"x\">]>" + envelope).getBytes(StandardCharsets.UTF_8));
        String deep = "<a>".repeat(60) + "</a>".repeat(60);
        assertRefused("N-xml", envelope.replace("OTHER_AID", deep).getBytes(StandardCharsets.UTF_8));
    }

    private static Envelope notice(String id) {
        return Envelope.of(Version.SOAP11, NOTICE.formatted(id, "OTHER_AID"));
    }

    private HttpResponse<String> signed(String body) throws Exception {
        return office.post(Version.SOAP11, Envelope.of(Version.SOAP11, body)
                .signed(office.ownAccount().username(), office.ownAccount().password()).bytes());
    }

    private void assertRefused(String id, Envelope envelope) throws Exception {
        assertRefused(id, envelope.bytes());
    }

    private void assertRefused(String id, byte[] envelope) throws Exception {
        HttpResponse<String> answer = office.post(Version.SOAP11, envelope);
        assertThat(answer.statusCode()).as(id + answer.body()).isBetween(400, 500);
        assertThat(answer.body()).doesNotContain("NoticeReceipt").doesNotContain("nonce").doesNotContain("password");
        assertThat(archived(id)).isZero();
    }

    private int archived(String id) {
        return jdbc.sql("select count(*) from inbound_message where message_id = :id").param("id", id)
                .query(Integer.class).single();
    }
}
