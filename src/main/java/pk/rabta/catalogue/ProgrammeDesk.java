package pk.rabta.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.ApiAnswer;
import pk.rabta.api.ApiRequest;
import pk.rabta.mapping.CodeLists;
import pk.rabta.query.Absent;
import pk.rabta.query.Cursor;
import pk.rabta.query.Page;
import pk.rabta.time.Pakistan;

/** The operations on the catalogue. */
@Component("programmeDesk")
public class ProgrammeDesk {

    private final Catalogue catalogue;
    private final ProgrammeView view;
    private final ProgrammeQuestions questions;
    private final CodeLists codes;
    private final Clock clock;

    ProgrammeDesk(Catalogue catalogue, ProgrammeView view, ProgrammeQuestions questions, CodeLists codes,
                  Clock clock) {
        this.catalogue = catalogue;
        this.view = view;
        this.questions = questions;
        this.codes = codes;
        this.clock = clock;
    }

    /** The programmes in force, in alphabetical order of their ids. */
    public ApiAnswer list(ApiRequest request) {
        String day = request.textOrNull("inForceOn");
        LocalDate date = day == null ? Pakistan.day(clock.instant()) : LocalDate.parse(day);
        List<String> after = Cursor.read(request, 1);
        int limit = request.number("limit");
        List<Programme> found = catalogue.all().stream()
                .filter(wanted(request.textOrNull("need"), (programme, need) -> programme.needs().contains(need)))
                .filter(wanted(request.textOrNull("service"), (programme, code) -> programme.service().equals(code)))
                .filter(wanted(request.textOrNull("partner"), (programme, id) -> programme.partner().equals(id)))
                .filter(wanted(request.textOrNull("province"), this::serves))
                .filter(programme -> programme.inForce().covers(date))
                .filter(programme -> after == null || programme.id().compareTo(after.getFirst()) > 0)
                .limit(limit + 1L).toList();
        return Page.of(found, limit, programme -> view.json(programme, request.language(), clock.instant()),
                programme -> Cursor.of(programme.id()));
    }

    /** One programme, also one that is no longer in force: old referrals name it. */
    public ApiAnswer get(ApiRequest request) {
        Programme programme = catalogue.find(request.id()).orElseThrow(Absent::programme);
        ObjectNode json = view.json(programme, request.language(), clock.instant());
        json.set("questions", questions.asked(programme));
        return ApiAnswer.ok(json).etag(tag(json));
    }

    private boolean serves(Programme programme, String province) {
        return programme.serves(province, null) || programme.area().stream()
                .map(area -> codes.codes("district").get(area))
                .anyMatch(district -> district != null && province.equals(district.province()));
    }

    private interface Match {
        boolean test(Programme programme, String value);
    }

    private static Predicate<Programme> wanted(@Nullable String value, Match match) {
        return programme -> value == null || match.test(programme, value);
    }

    /** Entries are files without a version of their own; two texts that differ have different tags. */
    private static String tag(ObjectNode json) {
        CRC32 sum = new CRC32();
        sum.update(json.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
