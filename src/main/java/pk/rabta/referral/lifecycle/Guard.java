package pk.rabta.referral.lifecycle;

import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pk.rabta.api.Text;

/** A condition of a transition, with what to do where it does not hold. */
enum Guard {
    PRECONDITIONS_MET(it -> !it.state().preconditionOpen(),
        "A precondition is still open: confirm it with its evidence first.",
        "ایک شرط ابھی پوری نہیں: پہلے ثبوت کے ساتھ اس کی تصدیق کریں۔"),
    DISPATCHED(it -> it.state().dispatched(),
        "The referral was not sent to the partner yet: wait until it is.",
        "یہ ریفرل ابھی ادارے کو نہیں بھیجا گیا: بھیجے جانے تک انتظار کریں۔"),
    NOT_DISPATCHED(it -> !it.state().dispatched(),
        "The referral was sent already: ask the partner to cancel it.",
        "یہ ریفرل بھیجا جا چکا ہے: ادارے سے منسوخی کی درخواست کریں۔"),
    AS_PROXY(it -> !(it.command() instanceof LifecycleCommand.Accept accept) || accept.proxy(),
        "An officer accepts only on the partner's behalf: say so with proxy.",
        "افسر صرف ادارے کی طرف سے قبول کر سکتا ہے: proxy کے ساتھ یہ بتائیں۔"),
    NO_WORK_RECORDED(it -> !it.state().workRecorded(),
        "Work was recorded since the acceptance: reject the referral, with a reason, instead.",
        "قبولیت کے بعد کام درج ہو چکا ہے: اس کے بجائے وجہ کے ساتھ ریفرل مسترد کریں۔"),
    SOON_AFTER_ACCEPTANCE(it -> within(it.state().acceptedAt(), it),
        "The time to take an acceptance back is over: reject the referral, with a reason, instead.",
        "قبولیت واپس لینے کا وقت گزر چکا: اس کے بجائے وجہ کے ساتھ ریفرل مسترد کریں۔"),
    OUTCOME_TOLD(it -> !(it.command() instanceof LifecycleCommand.Complete complete) || complete.outcome().told(),
        "The outcome OTHER needs a text: say what came of the referral.",
        "نتیجہ OTHER کے ساتھ متن لازم ہے: بتائیں کہ ریفرل کا کیا نتیجہ نکلا۔"),
    CANCEL_TIME_OVER(it -> past(it.state().cancelBy(), it),
        "The partner still has time to answer the cancellation request: wait for it.",
        "ادارے کے پاس منسوخی کی درخواست کا جواب دینے کا وقت ابھی باقی ہے: انتظار کریں۔"),
    EXPIRY_PASSED(it -> past(it.state().expireAt(), it),
        "The expiry limit has not passed, or there is none: wait.",
        "میعاد ابھی نہیں گزری، یا مقرر نہیں: انتظار کریں۔"),
    NOT_IN_FLIGHT(it -> !it.state().inFlight(),
        "A message is on its way to the partner, or may have arrived: wait until that is known.",
        "پیغام ادارے کو بھیجا جا رہا ہے یا شاید پہنچ چکا: معلوم ہونے تک انتظار کریں۔"),
    ESCALATED(it -> it.state().escalated(),
        "Nobody was warned yet: escalate first.",
        "ابھی کسی کو خبردار نہیں کیا گیا: پہلے اطلاع آگے بھیجیں۔"),
    NO_SUCCESSOR(it -> !it.state().successorExists(),
        "A newer referral took this one's place: the late answer is kept, and the officer is told.",
        "اس کی جگہ نیا ریفرل بن چکا ہے: دیر سے آیا جواب محفوظ ہے اور افسر کو اطلاع دی گئی ہے۔");

    private final Predicate<Situation> condition;
    private final Text whatToDo;

    Guard(Predicate<Situation> condition, String en, String ur) {
        this.condition = condition;
        this.whatToDo = Text.of(en, ur);
    }

    boolean holds(Situation situation) {
        return condition.test(situation);
    }

    Text whatToDo() {
        return whatToDo;
    }

    private static boolean past(@Nullable Instant limit, Situation it) {
        return limit != null && !it.now().isBefore(limit);
    }

    private static boolean within(@Nullable Instant accepted, Situation it) {
        return accepted != null && !it.now().isAfter(accepted.plus(it.settings().unacceptWithin()));
    }
}
