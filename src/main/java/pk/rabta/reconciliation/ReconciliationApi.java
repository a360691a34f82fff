package pk.rabta.reconciliation;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Download;
import pk.rabta.api.Format;
import pk.rabta.api.ProblemType;
import pk.rabta.query.Page;
import pk.rabta.query.Visibility;

/** Reconciliation by the API: of any partner for who runs the hub, of itself for a partner. */
@Component("reconciliation")
public class ReconciliationApi {

    private final ReconciledPartners partners;
    private final Turns turns;
    private final Reports reports;
    private final StoredReports stored;
    private final ReconciliationSettings settings;
    private final Clock clock;

    ReconciliationApi(ReconciledPartners partners, Turns turns, Reports reports, StoredReports stored,
                      ReconciliationSettings settings, Clock clock) {
        this.partners = partners;
        this.turns = turns;
        this.reports = reports;
        this.stored = stored;
        this.settings = settings;
        this.clock = clock;
    }

    /** The operation getReconciliation. */
    public ApiAnswer get(ApiRequest request) {
        String partner = known(request);
        return turns.admin(() -> answer(request, partner, Whose.admin(request.caller())));
    }

    /** The operation getOwnReconciliation: of the partner that the token speaks for, and no other. */
    public ApiAnswer own(ApiRequest request) {
        String partner = Visibility.partnerOf(request.caller());
        return turns.partner(() -> answer(request, partner, Whose.partner()));
    }

    /** The operation listReconciliations: the numbers of each day's last round, newest first. */
    public ApiAnswer list(ApiRequest request) {
        String partner = known(request);
        int limit = request.number("limit");
        Format format = Format.of(request);
        if (format != Format.JSON) {
            return file("reconciliations-" + partner, format,
                    List.of(ReportTables.of(stored.page(request, partner, limit))));
        }
        return Page.of(stored.page(request, partner, limit + 1), limit, StoredReports.Stored::json,
                StoredReports.Stored::cursor);
    }

    private ApiAnswer answer(ApiRequest request, String partner, Whose whose) {
        Report report = reports.make(partner, Period.of(request, clock.instant(), settings.days()), whose);
        String name = "reconciliation-" + partner + '-' + report.period().from() + '-' + report.period().to();
        Format format = Format.of(request);
        return format == Format.JSON ? ApiAnswer.ok(ReportJson.of(report))
                : file(name, format, ReportTables.of(report, request.language()));
    }

    private static ApiAnswer file(String name, Format format, List<Table> tables) {
        return ApiAnswer.file(new Download(name, format,
                format == Format.CSV ? ReportFiles.csv(tables) : ReportFiles.xlsx(tables)));
    }

    private String known(ApiRequest request) {
        if (!partners.has(request.id())) {
            throw ProblemType.NOT_FOUND.because("There is no such partner: see GET /v1/admin/partners.",
                    "ایسا کوئی ادارہ نہیں: GET /v1/admin/partners دیکھیں۔");
        }
        return request.id();
    }
}
