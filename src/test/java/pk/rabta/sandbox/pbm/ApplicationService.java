package pk.rabta.sandbox.pbm;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.util.function.UnaryOperator;
import javax.xml.transform.Source;

/** Hands whole SOAP bodies to a function and sends back what it gives. */
@WebServiceProvider
@ServiceMode(Service.Mode.PAYLOAD)
final class ApplicationService implements Provider<Source> {

    private final UnaryOperator<Source> service;

    ApplicationService(UnaryOperator<Source> service) {
        this.service = service;
    }

    @Override
    public Source invoke(Source request) {
        return service.apply(request);
    }
}
