package pk.rabta.sandbox.prosecution;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cases, and what the night's list says of them. */
public final class Register {

    private static final DateTimeFormatter PAPER = DateTimeFormatter.ofPattern("dd-MM-uuuu");
    private static final String HEADER =
            "fir_ps,fir_no,fir_year,court,case_no,stage,next_hearing,purpose,mode,prosecutor_office,remarks_code";

    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** A case is registered under its report. */
    public synchronized void open(String station, int number, int year) {
        put(station, number, year, Case.Standing.OPEN);
    }

    /** No link is made: the file is sealed. */
    public synchronized void seal(String station, int number, int year) {
        put(station, number, year, Case.Standing.FIR_SEALED);
    }

    /** No link is made: the prosecutor may not share it. */
    public synchronized void withhold(String station, int number, int year) {
        put(station, number, year, Case.Standing.NOT_SHAREABLE);
    }

    /** The register holds the number twice. */
    public synchronized void duplicate(String station, int number, int year) {
        put(station, number, year, Case.Standing.DUPLICATE_FIR);
    }

    /** The court fixed a date, or another one than before: that is an adjournment. */
    public synchronized void hear(String station, int number, int year, LocalDate date, String stage) {
        Case known = cases.get(Case.key(station, number, year));
        boolean moved = known.hearing() != null && !date.equals(known.hearing().date());
        cases.put(known.key(), known.with(new Case.Hearing("ATC-II Peshawar", number + 67 + "/" + year, stage, date,
                "Recording of evidence", moved ? "ADJOURNED" : "FIXED")));
    }

    /** The court takes the date back and has fixed no other one. */
    public synchronized void adjourn(String station, int number, int year) {
        Case.Hearing hearing = cases.get(Case.key(station, number, year)).hearing();
        cases.computeIfPresent(Case.key(station, number, year), (key, known) -> known.with(new Case.Hearing(
                hearing.court(), hearing.caseNumber(), hearing.stage(), null, hearing.purpose(), "ADJOURNED")));
    }

    /** The case is over. */
    public synchronized void close(String station, int number, int year) {
        Case known = cases.get(Case.key(station, number, year));
        cases.put(known.key(),
                known.with(new Case.Hearing("ATC-II Peshawar", number + 67 + "/" + year, "CLOSED", null, "", "")));
    }

    synchronized Optional<Case> find(String station, int number, int year) {
        return Optional.ofNullable(cases.get(Case.key(station, number, year)));
    }

    /** The night's hearing list: CSV with a header, one line for each case that has been to court. */
    public synchronized String hearingList() {
        return cases.values().stream().filter(it -> it.hearing() != null).map(Register::line)
                .collect(Collectors.joining("", HEADER + "\r\n", ""));
    }

    private static String line(Case it) {
        Case.Hearing hearing = it.hearing();
        return String.join(",", it.station(), "" + it.number(), "" + it.year(), hearing.court(), hearing.caseNumber(),
                hearing.stage(), hearing.date() == null ? "" : PAPER.format(hearing.date()), hearing.purpose(),
                hearing.date() == null ? "" : "IN_PERSON", "Peshawar", hearing.remark()) + "\r\n";
    }

    private void put(String station, int number, int year, Case.Standing standing) {
        String reference = "CMMS-%d-%06d".formatted(year, cases.size() + 1);
        cases.merge(Case.key(station, number, year), new Case(station, number, year, reference, standing, null),
                (old, now) -> old.with(standing));
    }
}
