package pk.rabta.referral.lifecycle;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pk.rabta.api.Text;

/** Why nothing happens, in words. */
final class Explanation {

    static final Text OVERTAKEN = Text.of(
        "A newer event of the partner was applied already: this one is kept, not applied.",
        "ادارے کی نئی اطلاع پہلے ہی لاگو ہو چکی: یہ محفوظ ہے مگر لاگو نہیں ہوئی۔");

    private Explanation() {
    }

    static Text already(ReferralStatus status) {
        return Text.of("The referral is " + status + " already.", "یہ ریفرل پہلے ہی " + status + " ہے۔");
    }

    static Text passed(ReferralStatus status) {
        return Text.of("The referral is past that: it is " + status + ".",
            "یہ ریفرل اس مرحلے سے آگے ہے: حالت " + status + " ہے۔");
    }

    /** Why a command that no way leads to is refused. */
    static Text of(Situation situation) {
        CommandKind kind = situation.command().kind();
        Set<Actor> others = new TreeSet<>();
        Transitions.TABLE.stream().filter(row -> row.command() == kind).forEach(row -> others.addAll(row.actors()));
        if (!others.contains(situation.actor())) {
            String who = others.stream().map(Actor::name).collect(Collectors.joining(", "));
            return Text.of("Only " + who + " may " + kind.word() + " a referral.",
                "ریفرل پر " + kind.word() + " صرف " + who + " کر سکتا ہے۔");
        }
        ReferralStatus status = situation.state().status();
        boolean replaceable = status.replaceable();
        return Text.of(
            "A referral that is " + status + " does not take " + kind.word()
                + ": choose one of the allowed transitions" + (replaceable ? ", or make a new referral." : "."),
            "حالت " + status + " میں " + kind.word() + " ممکن نہیں: اجازت شدہ تبدیلیوں میں سے ایک چنیں"
                + (replaceable ? "، یا نیا ریفرل بنائیں۔" : "۔"));
    }
}
