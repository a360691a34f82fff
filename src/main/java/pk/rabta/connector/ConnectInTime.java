package pk.rabta.connector;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import pk.rabta.delivery.InTime;

/** Stands where the connection is there and nothing was sent: what connects too late after its claim is not sent. */
final class ConnectInTime implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        InTime.check();
        return chain.proceed(request, scope);
    }
}
