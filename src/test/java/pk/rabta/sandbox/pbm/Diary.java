package pk.rabta.sandbox.pbm;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pk.rabta.sandbox.Ledger;
import pk.rabta.time.Pakistan;

/** The office's records and rules: a diary number for each case, once, and one decision. */
final class Diary {

    /** Rupees a month above which nobody is helped. */
    static final long INCOME_CEILING = 74_000;
    /** What one case gets at most; a larger estimate is sanctioned in part. */
    static final long LARGEST_SANCTION = 350_000;
    private static final String RECOMMENDATION = "HOSPITAL_COMMITTEE_RECOMMENDATION";

    private final Map<String, CaseFile> files = new HashMap<>();
    private final Set<String> helped = new HashSet<>();
    private final Ledger ledger;
    private final Clock clock;
    private boolean fundsLeft = true;

    Diary(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What a message came to: its case, and whether it changed anything. */
    record Entry(CaseFile file, boolean fresh) {}

    /** A case with a known reference keeps its diary number. */
    synchronized Entry apply(Body message) {
        CaseFile known = files.get(message.text("caseRef"));
        if (known != null) {
            ledger.repeated("application", message.text("messageId"), known.caseRef, known.diaryNo);
            return new Entry(known, false);
        }
        CaseFile file = new CaseFile(message.text("caseRef"), "PBM/IFA/LHR/%d/%05d".formatted(today().getYear(),
                files.size() + 1), today().toString(), message);
        files.put(file.caseRef, file);
        ledger.applied("application", message.text("messageId"), file.caseRef, file.diaryNo);
        return new Entry(file, true);
    }

    /** Adds papers to a case; empty if there is no such case. */
    synchronized Optional<Entry> add(Body message) {
        return keep("documents", message, file -> { });
    }

    /** Keeps what was answered: words, and papers if any. */
    synchronized Optional<Entry> answer(Body message) {
        return keep("answer", message, file -> message.first("text").ifPresent(text -> file.answers.add(text.text())));
    }

    /** Crosses out how the applicant was reached, and writes down how now. */
    synchronized Optional<Entry> contact(Body message) {
        return keep("contact", message, file -> file.contact = message.first("contact").orElseThrow().xml());
    }

    private Optional<Entry> keep(String kind, Body message, Consumer<CaseFile> fresh) {
        return find(kind, message).map(file -> {
            boolean first = !file.messages.contains(message.text("messageId"));
            if (first) {
                fresh.accept(file);
            }
            file.keep(message);
            note(kind, message, file, first);
            return new Entry(file, first);
        });
    }

    /** Closes a case, unless it is decided; empty if there is no such case. */
    synchronized Optional<Entry> withdraw(Body message) {
        return find("withdrawal", message).map(file -> {
            boolean open = !file.closed;
            file.closed = true;
            if (message.isTrue("eraseData")) {
                file.erase();
            }
            note("withdrawal", message, file, open);
            return new Entry(file, open);
        });
    }

    /** The next decision of an open case; empty if it is closed, or waits for the paper that was asked for. */
    synchronized Optional<Decision> decide(CaseFile file) {
        if (file.closed) {
            return Optional.empty();
        }
        Optional<String> refusal = refusal(file.application);
        boolean medical = file.application.text("head").equals("IFA_MEDICAL");
        if (refusal.isEmpty() && medical && !file.documents.contains(RECOMMENDATION)) {
            boolean first = !file.asked;
            file.asked = true;
            return first ? Optional.of(new Decision.Ask(RECOMMENDATION)) : Optional.empty();
        }
        file.closed = true;
        return Optional.of(refusal.<Decision>map(Decision.Reject::new).orElseGet(() -> sanction(file, medical)));
    }

    synchronized CaseFile file(String caseRef) {
        return files.get(caseRef);
    }

    /** The application of a case that was entered, unless it was erased. */
    synchronized String application(String caseRef) {
        return files.get(caseRef).erased ? "" : files.get(caseRef).application.xml();
    }

    synchronized String contact(String caseRef) {
        return files.get(caseRef).contact;
    }

    synchronized List<String> answers(String caseRef) {
        return List.copyOf(files.get(caseRef).answers);
    }

    synchronized void funds(boolean left) {
        fundsLeft = left;
    }

    private Optional<String> refusal(Body application) {
        if (application.isTrue("govtServantFamily")) {
            return Optional.of("GOVT_SERVANT_FAMILY");
        } else if (application.first("otherAid").isPresent()) {
            return Optional.of("OTHER_AID");
        } else if (application.number("incomePkr") > INCOME_CEILING) {
            return Optional.of("INCOME_ABOVE_CEILING");
        } else if (application.text("government").equals("false")) {
            return Optional.of("PRIVATE_HOSPITAL");
        } else if (helped.contains(application.text("cnic"))) {
            return Optional.of("DUPLICATE_WITHIN_YEAR");
        }
        return fundsLeft ? Optional.empty() : Optional.of("FUND_EXHAUSTED");
    }

    private Decision sanction(CaseFile file, boolean medical) {
        helped.add(file.application.text("cnic"));
        long asked = file.application.number(medical ? "estimatePkr" : "feePkr");
        return new Decision.Sanction(file.diaryNo.replace("/IFA/", "/SAN/"), today(),
                Math.min(asked, LARGEST_SANCTION), medical ? "HOSPITAL" : "INSTITUTION", asked > LARGEST_SANCTION);
    }

    private Optional<CaseFile> find(String kind, Body message) {
        Optional<CaseFile> file = Optional.ofNullable(files.get(message.text("caseRef")));
        if (file.isEmpty()) {
            ledger.refused(kind, message.text("messageId"), message.text("caseRef"), "no such case");
        }
        return file;
    }

    private void note(String kind, Body message, CaseFile file, boolean fresh) {
        if (fresh) {
            ledger.applied(kind, message.text("messageId"), file.caseRef, file.diaryNo);
        } else {
            ledger.repeated(kind, message.text("messageId"), file.caseRef, file.diaryNo);
        }
    }

    private LocalDate today() {
        return Pakistan.day(clock.instant());
    }
}
