package pk.rabta.referral.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.api.Caller;
import pk.rabta.catalogue.Catalogue;
import pk.rabta.catalogue.Programme;
import pk.rabta.query.Absent;
import pk.rabta.query.Cursor;
import pk.rabta.query.Page;
import pk.rabta.referral.Referral;
import pk.rabta.referral.lifecycle.ReferralStatus;
import pk.rabta.time.Pakistan;

/** The operations that read referrals. */
@Component("referralDesk")
public class ReferralDesk {

    private static final Set<ReferralStatus> UNHELPED =
            Set.of(ReferralStatus.REJECTED, ReferralStatus.FAILED, ReferralStatus.EXPIRED);

    private final ReferralSearch search;
    private final ReferralView view;
    private final TimelineRows timeline;
    private final TimelineView entries;
    private final Catalogue catalogue;
    private final Clock clock;

    ReferralDesk(ReferralSearch search, ReferralView view, TimelineRows timeline, TimelineView entries,
                 Catalogue catalogue, Clock clock) {
        this.search = search;
        this.view = view;
        this.timeline = timeline;
        this.entries = entries;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** One referral of the caller's, opened. */
    public ApiAnswer get(ApiRequest request) {
        return getWith(List.of(), request);
    }

    /** The same, with codes of what the officer has to do. */
    public ApiAnswer getWith(List<String> advice, ApiRequest request) {
        FoundReferral found = search.find(request.caller(), request.id()).orElseThrow(Absent::referral);
        ObjectNode json = view.whole(found, request.caller(), request.language());
        if (UNHELPED.contains(found.referral().status()) && found.referral().need() != null) {
            suggestions(request.caller(), found.referral()).forEach(json.putArray("suggestions")::add);
        }
        view.advise(json, advice, request.language());
        return ApiAnswer.ok(json).etag(Long.toString(found.referral().version()));
    }

    /** The caller's referrals, newest first, without what is sealed. */
    public ApiAnswer list(ApiRequest request) {
        int limit = request.number("limit");
        return Page.of(search.list(request, limit + 1), limit,
                found -> view.summary(found, request.caller(), request.language()),
                found -> Cursor.of(found.referral().key()));
    }

    /** What happened to one referral, oldest first. */
    public ApiAnswer timeline(ApiRequest request) {
        Referral referral = search.find(request.caller(), request.id()).orElseThrow(Absent::referral).referral();
        int limit = request.number("limit");
        return Page.of(timeline.of(referral.id(), Cursor.number(request, -1), limit + 1), limit,
                entry -> entries.json(entry, referral.victimId()), entry -> Cursor.of(entry.position()));
    }

    /** What else serves the same need there and was not tried yet. */
    private List<String> suggestions(Caller caller, Referral referral) {
        List<String> tried = search.tried(caller, referral.victimId());
        return catalogue.serving(String.valueOf(referral.need()), referral.province(), null,
                        Pakistan.day(clock.instant())).stream()
                .map(Programme::id).filter(id -> !tried.contains(id)).toList();
    }
}
