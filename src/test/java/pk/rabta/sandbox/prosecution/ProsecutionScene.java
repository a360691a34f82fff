package pk.rabta.sandbox.prosecution;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pk.rabta.sandbox.HubClient;
import pk.rabta.sandbox.HubTest;
import pk.rabta.sandbox.Referred;

/** A person who is referred to the prosecution about one police report; each test has a report of its own. */
@HubTest
abstract class ProsecutionScene {

    private static final AtomicInteger REPORT = new AtomicInteger(500);
    static final Duration LIMIT = Duration.ofSeconds(40);
    static final LocalDate DAY = LocalDate.now().plusDays(20);

    @Autowired
    ApplicationContext hub;

    final int report = REPORT.incrementAndGet();

    Referred linked(HubClient officer, ProsecutionSimulator prosecution) {
        prosecution.register().open("CTD MARDAN", report, 2026);
        return refer(officer).await("IN_PROGRESS");
    }

    Referred refer(HubClient officer) {
        return CaseLink.refer(hub, officer, "CTD Mardan", report);
    }

    static HubClient.Answer post(HubClient partner, String body, String type) {
        return partner.send(partner.request("/rest/prosecution-kp/updates").header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }
}
