package pk.rabta.api.contract;

import java.util.Locale;
import pk.rabta.api.Text;
import pk.rabta.api.Violation;

/** All that can be wrong with a part of a request. Placeholders take facts of the contract, never what was sent. */
public enum Rule {
    REQUIRED("This member is required", "یہ اندراج لازمی ہے"),
    UNKNOWN_MEMBER("The contract has no such member; leave it out", "معاہدے میں ایسا کوئی اندراج نہیں؛ اسے نکال دیں"),
    UNKNOWN_PARAMETER("The contract has no such parameter; leave it out",
        "معاہدے میں ایسا کوئی پیرامیٹر نہیں؛ اسے نکال دیں"),
    REPEATED("Give this parameter once", "یہ پیرامیٹر صرف ایک بار دیں"),
    UNREADABLE("Not readable as UTF-8 with percent encoding", "UTF-8 کے طور پر پڑھا نہیں جا سکا"),
    ONE_OF_REQUIRED("At least one of these is required: %s", "ان میں سے کم از کم ایک لازمی ہے: %s"),
    TYPE("Must be of type %s", "قسم یہ ہونی چاہیے: %s"),
    ENUM("Must be one of: %s", "ان میں سے ایک ہونا چاہیے: %s"),
    PATTERN("Must have the form %s", "شکل یہ ہونی چاہیے: %s"),
    FORMAT("Must be a valid %s", "درست شکل ہونی چاہیے: %s"),
    CODE("Must be a code of the list %s", "اس فہرست کا کوڈ ہونا چاہیے: %s"),
    SAFE_HOURS("Must be two different times of a day in Pakistan, such as 10:00-13:00 or 21:00-02:00: the start comes "
        + "first, and what ends after midnight lasts at most 12 hours",
        "پاکستان کے وقت کے دو مختلف اوقات، جیسے 10:00-13:00 یا 21:00-02:00: پہلے آغاز، اور آدھی رات کے بعد ختم ہونے "
        + "والا دورانیہ زیادہ سے زیادہ 12 گھنٹے"),
    NOT_LATER("Must be a valid date or time, not after today in Pakistan",
        "درست تاریخ یا وقت ہو، اور پاکستان میں آج کے بعد کا نہ ہو"),
    WEB_ADDRESS("Must name a host: port 1 to 65535, no user, no fragment; an IP address only in its plain form, such as "
        + "four decimal numbers, and not link-local, multicast or all zeros",
        "کسی میزبان کا پتہ ہو: پورٹ 1 سے 65535، صارف اور fragment کے بغیر؛ IP پتہ صرف سادہ شکل میں"),
    PUBLIC_WEB_ADDRESS("Must name a host outside of this machine and of private networks: port 1 to 65535, no user, no "
        + "fragment; an IP address only in its plain form, such as four decimal numbers",
        "اس مشین اور نجی نیٹ ورکس سے باہر کے میزبان کا پتہ ہو: پورٹ 1 سے 65535، صارف اور fragment کے بغیر؛ IP پتہ صرف "
        + "سادہ شکل میں"),
    NO_NUMBERS("Must hold no run of ten digits or more, such as a CNIC or a phone number: it is kept in the audit, which "
        + "forgets nothing. Name a ticket or a referral instead",
        "اس میں دس یا زیادہ ہندسوں کا سلسلہ نہ ہو، جیسے شناختی کارڈ یا فون نمبر: یہ آڈٹ میں ہمیشہ رہتا ہے۔ "
        + "اس کی جگہ ٹکٹ یا ریفرل کا نمبر لکھیں"),
    MIN_LENGTH("Must have at least %s characters", "کم از کم %s حروف ہونے چاہییں"),
    MAX_LENGTH("Must have at most %s characters", "زیادہ سے زیادہ %s حروف ہو سکتے ہیں"),
    MINIMUM("Must be at least %s", "کم از کم %s ہونا چاہیے"),
    MAXIMUM("Must be at most %s", "زیادہ سے زیادہ %s ہو سکتا ہے"),
    MIN_ITEMS("Must have at least %s items", "کم از کم %s اندراجات ہونے چاہییں"),
    MAX_ITEMS("Must have at most %s items", "زیادہ سے زیادہ %s اندراجات ہو سکتے ہیں"),
    UNIQUE_ITEMS("Must not have equal items", "ایک ہی اندراج دو بار نہیں ہو سکتا"),
    MIN_PROPERTIES("Must have at least %s members", "کم از کم %s اندراجات ہونے چاہییں"),
    MAX_PROPERTIES("Must have at most %s members", "زیادہ سے زیادہ %s اندراجات ہو سکتے ہیں"),
    FORBIDDEN_CHARACTER("Holds a control, direction or broken character; remove it",
        "اس میں کنٹرول، سمت یا ٹوٹا ہوا حرف ہے؛ اسے نکال دیں"),
    INVALID("Breaks the contract's rule %s", "معاہدے کے اس قاعدے کے خلاف ہے: %s");

    private final String en;
    private final String ur;

    Rule(String en, String ur) {
        this.en = en;
        this.ur = ur;
    }

    /** A violation of this rule. */
    public Violation at(String pointer, Object... facts) {
        return new Violation(pointer, Text.of(en.formatted(facts), ur.formatted(facts)), code());
    }

    private String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
