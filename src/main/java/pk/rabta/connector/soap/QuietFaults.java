package pk.rabta.connector.soap;

import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.phase.Phase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the faults that were meant for the other side, and of any other no more than that there was one. */
final class QuietFaults extends AbstractSoapInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(QuietFaults.class);

    QuietFaults() {
        super(Phase.PRE_STREAM);
    }

    @Override
    public void handleMessage(SoapMessage message) {
        Exception thrown = message.getContent(Exception.class);
        LOG.warn("A SOAP message of partner {} was refused: {}", message.getContextualProperty("partner"),
                kinds(thrown));
        SoapFault meant = meant(thrown);
        if (meant == null) {
            meant = new SoapFault("The message could not be handled now; send it again later",
                    Fault.FAULT_CODE_SERVER);
        }
        if (meant != thrown) {
            message.setContent(Exception.class, meant);
        }
    }

    /** Classes only: texts of parsers quote what they read. */
    private static String kinds(@Nullable Throwable thrown) {
        StringBuilder kinds = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : " by ").append(cause.getClass().getSimpleName());
        }
        return kinds.toString();
    }

    private static @Nullable SoapFault meant(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SoapFault fault) {
                return fault;
            }
        }
        return null;
    }
}
