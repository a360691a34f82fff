package pk.rabta.sandbox.pbm;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import java.nio.file.Path;
import javax.xml.transform.stream.StreamSource;
import pk.rabta.connector.soap.WsAccount;
import pk.rabta.connector.soap.WsSecurity;
import pk.rabta.sandbox.HttpSimulator;

/** The hub's door as far as notices go, so that the office can be tested alone. */
final class FakeHub extends HttpSimulator {

    final List<Body> notices = new CopyOnWriteArrayList<>();
    private final SoapHost host;

    FakeHub(WsAccount account) {
        super("hub");
        Path wsdl = Path.of("mappings/pbm/notices.wsdl").toAbsolutePath();
        host = new SoapHost("/soap/pbm", wsdl, new QName(Body.NAMESPACE, "Notices"),
                new QName(Body.NAMESPACE, "NoticesSoap11"), new ApplicationService(this::receive));
        WsSecurity.check(host.endpoint(), account);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    protected Answer answer(Request request) throws Exception {
        return host.answer(request);
    }

    private Source receive(Source source) {
        Body notice = Body.of(source);
        notices.add(notice);
        return new StreamSource(new StringReader("<NoticeReceipt xmlns=\"" + Body.NAMESPACE + "\"><noticeId>"
                + notice.text("noticeId") + "</noticeId><caseRef>" + notice.text("caseRef")
                + "</caseRef></NoticeReceipt>"));
    }
}
