package pk.rabta.sandbox.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pk.rabta.mapping.CodeLists;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.Received;
import pk.rabta.sandbox.Received.Arrival;
import pk.rabta.sandbox.SftpServer;

/** The check that follows every test class of a shared hub finds what is planted, wherever a partner would find it. */
class DisclosedTrafficTest {

    private static final String NAME = "Nishan Zari Gul";
    private static final String STREET = "گلی نمبر پانچ";
    private static final String CNIC = "9999900004711";
    private static final String TREATED = "REF-TREATED0000000000000001";
    private static final String COUNSELLED = "REF-COUNSELLED0000000000001";
    private static final Map<String, Set<String>> BY_REFERRAL = Map.of(TREATED, Set.of("victim.name.roman"), COUNSELLED,
            Set.of("victim.sex"));

    private final DisclosedTraffic traffic = new DisclosedTraffic(
            Map.of("office", Set.of("victim.name.roman"), "court", Set.of()), Set.of("office"),
            (partner, referral) -> Optional.ofNullable(partner.equals("office") ? BY_REFERRAL.get(referral) : null));

    /** A partner that takes anything. */
    private static final class Office extends HttpSimulator {

        Office() {
            super("office");
        }

        @Override
        public Map<String, String> settings() {
            return Map.of();
        }

        @Override
        protected Answer answer(Request request) {
            return Answer.empty(204);
        }
    }

    @BeforeEach
    void know() {
        traffic.know(Map.of(NAME, Set.of("victim.name.roman", "household.members.name.roman"), STREET,
                Set.of("victim.address.line"), CNIC, Set.of("victim.identifiers.value.CNIC")));
    }

    private Set<String> check(String partner, List<Arrival> arrivals) {
        Set<String> leaks = new TreeSet<>();
        arrivals.forEach(arrival -> leaks.addAll(traffic.check(partner, arrival)));
        return leaks;
    }

    private Set<String> check(String partner, String text) {
        return check(partner, List.of(new Arrival("a message", text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatOnePartnerMayLearnAnotherMayNot() {
        assertThat(check("office", NAME)).isEmpty();
        assertThat(check("court", NAME)).hasSize(1).allMatch(line -> line.startsWith("court received a value of")
                && !line.contains("Zari"));
    }

    @Test
    void whatOneProgrammeIsToldAnotherOfThePartnerIsNot() {
        assertThat(check("office", TREATED + " " + NAME)).isEmpty();
        assertThat(check("office", "{\"id\":\"" + COUNSELLED + "\",\"name\":\"" + NAME + "\"}")).hasSize(1);
        assertThat(check("office", COUNSELLED + " 1").size() + check("office", "REF-NOBODYS00000000000000 " + NAME).size())
                .isZero();
    }

    @Test
    void theLabelIsAWordOnlyWhereItIsWithheld() {
        assertThat(check("office", "{\"category\": \"BLAST\"}")).containsExactly(
                "office received the word 'blast' as UTF-8 in a message");
        assertThat(check("office", "<head>شہید</head>")).hasSize(1);
        assertThat(check("court", "a blast")).isEmpty();
    }

    /** They stand in the receipt that a partner without the label gets for its file. */
    @Test
    void whatIsSaidAboutRowsOfFilesNeverTellsTheLabel() {
        CodeLists codes = CodeLists.load(Path.of("mappings"));
        assertThat(codes.codes("batch-problem").keySet()).isNotEmpty().allSatisfy(code -> {
            for (String language : List.of("en", "ur")) {
                assertThat(check("office", codes.text("batch-problem", code, language))).as(code).isEmpty();
            }
        });
    }

    @Test
    void requestsAreSearchedInLineHeadersAndBody() throws Exception {
        Office office = new Office();
        office.start();
        office.received().want();
        String street = Base64.getEncoder().encodeToString(("x" + STREET).getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (HttpRequest.Builder request : List.of(
                    HttpRequest.newBuilder(URI.create(office.url() + "/cases/99999-0000471-1")),
                    HttpRequest.newBuilder(office.url()).header("X-Where", street),
                    HttpRequest.newBuilder(office.url()).POST(BodyPublishers.ofString("{\"at\": \"" + STREET + "\"}")))) {
                http.send(request.build(), BodyHandlers.discarding());
                assertThat(check("office", office.received().take())).hasSize(1);
            }
        } finally {
            office.end();
        }
    }

    @Test
    void filesAreSearchedByNameAndContentEvenAcrossParts() throws Exception {
        Received received = new Received();
        received.want();
        SftpServer server = new SftpServer("planted", received, "out");
        server.open();
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.start();
            try (ClientSession session = client.connect(server.username(), server.host(), server.port()).verify(10_000)
                    .getSession()) {
                session.addPasswordIdentity(server.password());
                session.auth().verify(10_000);
                try (SftpClient files = SftpClientFactory.instance().createSftpClient(session);
                        var handle = files.open("/out/list-" + CNIC + ".part", SftpClient.OpenMode.Write,
                                SftpClient.OpenMode.Create)) {
                    byte[] content = ("a;" + STREET + ";b").getBytes(StandardCharsets.UTF_8);
                    files.write(handle, 0, content, 0, 7);
                    files.write(handle, 7, content, 7, content.length - 7);
                    files.rename("/out/list-" + CNIC + ".part", "/out/list.csv");
                }
            }
        } finally {
            server.close();
            server.delete();
        }
        assertThat(check("office", received.take())).containsExactlyInAnyOrder(
                "office received a value of [victim.identifiers.value.CNIC] as UTF-8 in name of a file",
                "office received a value of [victim.address.line] as UTF-8 in content of a file");
    }
}
