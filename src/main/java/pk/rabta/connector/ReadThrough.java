package pk.rabta.connector;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of an answer, which is read through something that watches it. */
final class ReadThrough extends HttpEntityWrapper {

    private final UnaryOperator<InputStream> watched;

    ReadThrough(HttpEntity body, UnaryOperator<InputStream> watched) {
        super(body);
        this.watched = watched;
    }

    @Override
    public InputStream getContent() throws IOException {
        return watched.apply(super.getContent());
    }
}
