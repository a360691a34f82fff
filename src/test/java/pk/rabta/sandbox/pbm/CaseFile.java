package pk.rabta.sandbox.pbm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One case in the diary. */
final class CaseFile {

    final String caseRef;
    final String diaryNo;
    final String receivedOn;
    final Body application;
    final List<String> answers = new ArrayList<>();
    final Set<String> documents = new HashSet<>();
    final Set<String> messages = new HashSet<>();
    final AtomicInteger notices = new AtomicInteger();
    boolean asked;
    boolean closed;
    /** How the applicant is reached, as told last; the application's own until then. */
    String contact;
    boolean erased;

    CaseFile(String caseRef, String diaryNo, String receivedOn, Body application) {
        this.caseRef = caseRef;
        this.diaryNo = diaryNo;
        this.receivedOn = receivedOn;
        this.application = application;
        this.contact = application.first("contact").map(Body::xml).orElse("");
        keep(application);
    }

    /** Adds the documents of a message. */
    void keep(Body message) {
        messages.add(message.text("messageId"));
        message.all("document").forEach(document -> documents.add(document.text("type")));
    }

    /** Nothing of the person remains: the entry in the diary does. */
    void erase() {
        erased = true;
        contact = "";
        answers.clear();
        documents.clear();
    }
}
