package pk.rabta.reconciliation;

import java.util.Locale;
import pk.rabta.api.Text;

/** What can lack its other half. How each is repaired: src/docs/admin.md, Reconciliation. */
enum GapKind {
    /** The partner has it, and a clock of the lifecycle is over without its word. */
    UNANSWERED("Sent, and the partner's answer is late: ask the partner", "بھیجا گیا، مگر جواب میں دیر ہے: ادارے سے پوچھیں"),
    /** Accepted, and not known to have arrived by the time at which the partner should have had it. */
    UNDELIVERED("Accepted, and not known to have arrived in time: look at the partner and its messages",
            "قبول ہوا، مگر وقت پر پہنچنے کا علم نہیں: ادارے اور اس کے پیغامات دیکھیں"),
    /** A withdrawal of which the partner was not told in time, whatever became of the referral here. */
    UNTOLD("Withdrawn, and the partner was not told in time: tell its office by hand",
            "واپس لیا گیا، مگر ادارے کو وقت پر نہیں بتایا گیا: دفتر کو خود بتائیں"),
    /** A withdrawal of which the partner was told, and never said that it took the referral off. */
    UNCONFIRMED("Withdrawn, and the partner did not confirm it: ask whether it took the person off",
            "واپس لیا گیا، مگر ادارے نے تصدیق نہیں کی: پوچھیں کہ نام نکالا گیا یا نہیں"),
    /** The partner answered about a referral of which nothing was sent to it. */
    UNSENT("Answered, though nothing was sent: ask the partner whence it has the number",
            "جواب آیا، حالانکہ کچھ نہیں بھیجا گیا: ادارے سے پوچھیں کہ نمبر کہاں سے آیا"),
    /** A message of the partner speaks of no referral of its. */
    UNKNOWN("A message about no referral of this partner: ask it for the right number",
            "پیغام اس ادارے کے کسی ریفرل کے بارے میں نہیں: درست نمبر مانگیں"),
    /** A message of the partner's, or a part of it, that the hub could not translate: nothing of it counts. */
    UNREAD("The partner's message could not be read: have its mapping mended, or ask for it in the right form",
            "ادارے کا پیغام پڑھا نہ جا سکا: ترجمہ درست کروائیں، یا درست شکل میں دوبارہ مانگیں"),
    /** A list was answered in part, and this row was left out. */
    ROW_MISSING("A row of a list that the returns left out: ask the partner", "فہرست کی وہ سطر جس کا جواب نہیں آیا: ادارے سے پوچھیں"),
    /** Rows of the partner's file speak of no referral of its: one gap of a file. */
    ROW_ADDITIONAL("Rows of a return that stood in no list: ask for them to be corrected",
            "واپسی کی وہ سطریں جو کسی فہرست میں نہیں تھیں: درستی کروائیں"),
    /** A file whose control totals do not agree with its rows. */
    TOTALS("The control totals do not agree with the rows: ask for the whole file again",
            "میزان سطروں سے نہیں ملتا: پوری فائل دوبارہ مانگیں");

    private final Text todo;

    GapKind(String en, String ur) {
        this.todo = Text.of(en, ur);
    }

    /** As the API, the database and the metrics name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static GapKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Text todo() {
        return todo;
    }
}
