package pk.rabta.connector.soap;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.interceptor.AttachmentInInterceptor;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import pk.rabta.delivery.CallDeadline;
import pk.rabta.delivery.TimedAnswer;

/**
 * Ends an answer that drips: CXF's own receive timeout is for the head, and its body could take for ever. Refuses one in
 * parts: {@link XmlLimits} are for the envelope alone, and nothing that partners answer has attachments.
 */
final class SoapAnswers extends AbstractPhaseInterceptor<Message> {

    private static final String BEGAN = SoapAnswers.class.getName();

    private final Duration longest;

    private SoapAnswers(Duration longest) {
        super(Phase.RECEIVE);
        addBefore(AttachmentInInterceptor.class.getName());
        this.longest = longest;
    }

    /** @param longest from the call's beginning to the end of its answer */
    static void limit(Endpoint client, Duration longest) {
        // Else CXF waits for the first byte of such an answer before any interceptor sees it, however long.
        client.put(Message.PROCESS_202_RESPONSE_ONEWAY_OR_PARTIAL, false);
        client.getOutInterceptors().add(new Beginning());
        client.getInInterceptors().add(new SoapAnswers(longest));
    }

    @Override
    public void handleMessage(Message answer) {
        InputStream body = answer.getContent(InputStream.class);
        if (body == null) {
            return;
        }
        if (String.valueOf(answer.get(Message.CONTENT_TYPE)).toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            end(body);
            throw new Fault(new XMLStreamException("The answer is in parts"));
        }
        long began = answer.getExchange().get(BEGAN) instanceof Long time ? time : System.nanoTime();
        answer.setContent(InputStream.class, new TimedAnswer(body, new CallDeadline(
                longest.minusNanos(System.nanoTime() - began), () -> end(body))));
    }

    private static final class Beginning extends AbstractPhaseInterceptor<Message> {

        Beginning() {
            super(Phase.SETUP);
        }

        @Override
        public void handleMessage(Message call) {
            call.getExchange().put(BEGAN, System.nanoTime());
        }
    }

    private static void end(InputStream body) {
        try {
            body.close();
        } catch (IOException closed) {
            // Whoever reads it is told.
        }
    }
}
