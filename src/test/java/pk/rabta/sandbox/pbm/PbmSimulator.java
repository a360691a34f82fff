package pk.rabta.sandbox.pbm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.interceptor.Fault;
import pk.rabta.connector.soap.WsAccount;
import pk.rabta.connector.soap.WsSecurity;
import pk.rabta.connector.soap.XmlLimits;
import pk.rabta.sandbox.HttpSimulator;
import pk.rabta.sandbox.Secrets;

/**
 * Pakistan Bait-ul-Mal: takes applications by SOAP 1.1 at {@code /bms/11} and 1.2 at {@code /bms/12}, gives each case a
 * diary number, asks for the hospital committee's recommendation where it lacks, then sanctions or rejects by a notice.
 */
public final class PbmSimulator extends HttpSimulator {

    private static final Path WSDL = Path.of("mappings/pbm/applications.wsdl").toAbsolutePath();
    private static final QName SERVICE = new QName(Body.NAMESPACE, "Applications");
    private static final int SENDING_TRIES = 10;

    private final WsAccount hubAccount = new WsAccount("rabta", Secrets.password(), WsAccount.Show.DIGEST);
    private final WsAccount ownAccount = new WsAccount("pbm", Secrets.password(), WsAccount.Show.DIGEST);
    private final ConcurrentLinkedQueue<QName> soapFaults = new ConcurrentLinkedQueue<>();
    private final List<byte[]> sent = new CopyOnWriteArrayList<>();
    private final Diary diary = new Diary(ledger(), Clock.systemUTC());
    private final NoticeSender notices = new NoticeSender(Clock.systemUTC());
    private final BodySchema schema = BodySchema.of(WSDL.getParent(), "application", "documents", "answer", "contact",
            "withdrawal");
    private final List<SoapHost> hosts = new CopyOnWriteArrayList<>();
    private volatile boolean repeatsAreFaults;
    private volatile Duration pace;

    public PbmSimulator() {
        super("pbm");
        decideAsEver();
    }

    @Override
    public void decideAsEver() {
        pace = Duration.ofMillis(500);
        diary.funds(true);
        soapFaults.clear();
        repeatsAreFaults = false;
    }

    @Override
    public Map<String, String> settings() {
        // Nobody waits half a minute for a second try here. Of the partners, this one has limits: tests move the clock.
        Map<String, String> settings = new HashMap<>(Map.of("PBM_URL", url().toString(), "PBM_USERNAME", hubAccount.username(),
                "PBM_PASSWORD", hubAccount.password(), "PBM_CALLBACK_USERNAME", ownAccount.username(),
                "PBM_CALLBACK_PASSWORD", ownAccount.password(), "rabta.partners.pbm.retry.first", "500ms",
                "rabta.partners.pbm.retry.max", "2s", "rabta.partners.pbm.breaker.probe", "1s",
                "rabta.partners.pbm.clocks.undeliverable", "21d", "rabta.partners.pbm.clocks.waiting", "30d"));
        settings.put("rabta.partners.pbm.delivery.already-received", "soap-alreadyreceived");
        return settings;
    }

    @Override
    public synchronized void start() {
        for (String version : List.of("11", "12")) {
            SoapHost host = new SoapHost("/bms/" + version, WSDL, SERVICE,
                    new QName(Body.NAMESPACE, "ApplicationsSoap" + version), new ApplicationService(this::receive));
            WsSecurity.check(host.endpoint(), hubAccount);
            XmlLimits.apply(host.endpoint());
            hosts.add(host);
        }
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        hosts.forEach(SoapHost::close);
        hosts.clear();
    }

    @Override
    protected Answer answer(Request request) throws IOException {
        Optional<SoapHost> host = hosts.stream().filter(h -> h.serves(request)).findFirst();
        return host.isPresent() ? host.get().answer(request) : Answer.empty(404);
    }

    /** How long the office thinks before each notice. */
    public void pace(Duration time) {
        pace = time;
    }

    /** The office thinks no longer about a case. */
    void decide(String caseRef) {
        decide(diary.file(caseRef), Duration.ZERO);
    }

    /** Whether there is money this quarter; without it new decisions are FUND_EXHAUSTED. */
    public void funds(boolean left) {
        diary.funds(left);
    }

    /** The next requests are answered with this SOAP fault: Client (the message is wrong) or Server (try again). */
    public void answerFault(boolean client, int times) {
        for (int i = 0; i < times; i++) {
            soapFaults.add(client ? Fault.FAULT_CODE_CLIENT : Fault.FAULT_CODE_SERVER);
        }
    }

    /** From now on an application that came before is answered with a fault of the office's own. */
    void answerRepeatsWithFaults() {
        repeatsAreFaults = true;
    }

    /** What was written in the application of a case, as text with tags; nothing once it was erased. */
    String application(String caseRef) {
        return diary.application(caseRef);
    }

    /** How the applicant is reached, as text with tags. */
    String contact(String caseRef) {
        return diary.contact(caseRef);
    }

    /** The words that were answered, in order. */
    List<String> answers(String caseRef) {
        return diary.answers(caseRef);
    }

    /** The envelopes of all notices sent so far, in the order of sending. */
    public List<byte[]> sentEnvelopes() {
        return List.copyOf(sent);
    }

    /** The account that the hub expects at its own door. */
    WsAccount ownAccount() {
        return ownAccount;
    }

    WsAccount hubAccount() {
        return hubAccount;
    }

    /** Sends these bytes to the hub's door as they are. */
    HttpResponse<String> post(Envelope.Version version, byte[] envelope) throws IOException {
        return notices.post(hub().url().resolve("/soap/pbm"), version, "Notify", envelope);
    }

    private Source receive(Source source) {
        Body body = Body.of(source);
        QName injected = soapFaults.poll();
        if (injected != null) {
            ledger().refused("fault", body.text("messageId"), body.text("caseRef"), injected.getLocalPart());
            throw new SoapFault("The office's system answers with a fault", injected);
        }
        schema.violation(body).ifPresent(wrong -> refuse(body, wrong));
        return switch (body.name()) {
            case "SubmitApplication" -> receipt(diary.apply(body), true);
            case "AddDocuments" -> receipt(known(diary.add(body)), true);
            case "AnswerInformation" -> receipt(known(diary.answer(body)), true);
            case "ChangeContact" -> receipt(known(diary.contact(body)), false);
            default -> {
                Diary.Entry entry = known(diary.withdraw(body));
                if (entry.fresh()) {
                    send(entry.file(), new Decision.Withdrawn());
                }
                yield receipt(entry, false);
            }
        };
    }

    private Source receipt(Diary.Entry entry, boolean decide) {
        CaseFile file = entry.file();
        if (repeatsAreFaults && !entry.fresh()) {
            throw new SoapFault("The office has this message", new QName(Body.NAMESPACE, "AlreadyReceived"));
        }
        if (decide && entry.fresh()) {
            decide(file, pace);
        }
        return Body.source("<Receipt xmlns=\"" + Body.NAMESPACE + "\"><caseRef>" + file.caseRef + "</caseRef><diaryNo>"
                + file.diaryNo + "</diaryNo><receivedOn>" + file.receivedOn + "</receivedOn><alreadyReceived>"
                + !entry.fresh() + "</alreadyReceived></Receipt>");
    }

    private void decide(CaseFile file, Duration after) {
        agenda().after(after, "decide " + file.caseRef, () -> diary.decide(file).ifPresent(d -> send(file, d)));
    }

    private static Diary.Entry known(Optional<Diary.Entry> entry) {
        return entry.orElseThrow(() -> new SoapFault("No case with this reference", Fault.FAULT_CODE_CLIENT));
    }

    private void refuse(Body body, String wrong) {
        ledger().refused("invalid", body.text("messageId"), body.text("caseRef"), wrong);
        throw new SoapFault("The message does not fit the schema", Fault.FAULT_CODE_CLIENT);
    }

    private void send(CaseFile file, Decision decision) {
        String notice = notices.notice(file, decision);
        agenda().after(Duration.ZERO, "notice of " + file.caseRef, () -> send(file, notice, SENDING_TRIES));
    }

    /** As a system would that must get its notice through: again after a fault that is not the notice's own. */
    private void send(CaseFile file, String notice, int tries) throws IOException {
        Envelope.Version version = Envelope.Version.SOAP11;
        byte[] envelope = Envelope.of(version, notice).signed(ownAccount.username(), ownAccount.password()).bytes();
        sent.add(envelope);
        String problem;
        try {
            HttpResponse<String> answer = post(version, envelope);
            if (answer.statusCode() == 200) {
                return;
            }
            problem = answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (tries == 1 || problem.contains(":Client")) {
            throw new IOException("the hub did not take the notice: " + problem);
        }
        agenda().after(Duration.ofSeconds(1), "notice of " + file.caseRef, () -> send(file, notice, tries - 1));
    }
}
