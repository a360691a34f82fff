package pk.rabta.sandbox.pbm;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One case in the diary. */
final class CaseFile {

    final String caseRef;
    final String diaryNo;
    final String receivedOn;
    final Body application;
    final Set<String> documents = new HashSet<>();
    final Set<String> messages = new HashSet<>();
    final AtomicInteger notices = new AtomicInteger();
    boolean asked;
    boolean closed;

    CaseFile(String caseRef, String diaryNo, String receivedOn, Body application) {
        this.caseRef = caseRef;
        this.diaryNo = diaryNo;
        this.receivedOn = receivedOn;
        this.application = application;
        keep(application);
    }

    /** Adds the documents of a message. */
    void keep(Body message) {
        messages.add(message.text("messageId"));
        message.all("document").forEach(document -> documents.add(document.text("type")));
    }
}
