package pk.rabta.sandbox.pbm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Writes notices and sends them, signed, to the hub. */
final class NoticeSender {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    private final Clock clock;

    NoticeSender(Clock clock) {
        this.clock = clock;
    }

    /** The notice of a decision; each has an id and a place in the order of its case. */
    String notice(CaseFile file, Decision decision) {
        int sequence = file.notices.incrementAndGet();
        return "<Notice xmlns=\"" + Body.NAMESPACE + "\"><noticeId>" + file.diaryNo + "-N" + sequence
                + "</noticeId><sequence>" + sequence + "</sequence><caseRef>" + file.caseRef + "</caseRef><diaryNo>"
                + file.diaryNo + "</diaryNo><issuedAt>"
                + clock.instant().truncatedTo(ChronoUnit.SECONDS) + "</issuedAt>" + decision.xml() + "</Notice>";
    }

    /** What the hub answers to these bytes. */
    HttpResponse<String> post(URI url, Envelope.Version version, String operation, byte[] envelope) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30))
                .header("Content-Type", version.contentType)
                .header("SOAPAction", "\"" + Body.NAMESPACE + ":" + operation + "\"")
                .POST(BodyPublishers.ofByteArray(envelope)).build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
