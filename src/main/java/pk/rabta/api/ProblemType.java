package pk.rabta.api;

import java.util.Locale;

/** Every kind of error that the API answers. Slugs and statuses are contract: never change one, only add. */
public enum ProblemType {
    VALIDATION_FAILED(400, "The request breaks the contract", "درخواست معاہدے کے مطابق نہیں"),
    MALFORMED_JSON(400, "The body is not readable JSON", "درخواست کا متن درست JSON نہیں"),
    BAD_REQUEST(400, "The request is not understandable", "درخواست سمجھ میں نہیں آئی"),
    IDEMPOTENCY_KEY_MISSING(400, "Idempotency-Key is missing", "Idempotency-Key موجود نہیں"),
    UNAUTHENTICATED(401, "No valid access token", "درست رسائی ٹوکن موجود نہیں"),
    INSUFFICIENT_SCOPE(403, "The token does not allow this", "ٹوکن اس کام کی اجازت نہیں دیتا"),
    FORBIDDEN(403, "Not allowed", "اجازت نہیں"),
    NOT_FOUND(404, "Not found", "نہیں ملا"),
    METHOD_NOT_ALLOWED(405, "Method not allowed here", "یہاں یہ طریقہ قابلِ قبول نہیں"),
    NOT_ACCEPTABLE(406, "No answer in the form you accept", "آپ کی مطلوبہ شکل میں جواب ممکن نہیں"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive", "درخواست پہنچنے میں بہت دیر ہوئی"),
    ILLEGAL_TRANSITION(409, "The referral cannot go there from its status", "موجودہ حالت سے یہ تبدیلی ممکن نہیں"),
    DUPLICATE_REFERRAL(409, "An open referral to this programme exists", "اس پروگرام میں ریفرل پہلے سے کھلا ہے"),
    CONFLICT(409, "In conflict with the present state", "موجودہ حالت سے متصادم"),
    IDEMPOTENCY_IN_PROGRESS(409, "The first request with this key still runs", "اسی کلید کی پہلی درخواست ابھی جاری ہے"),
    PRECONDITION_FAILED(412, "The resource changed meanwhile", "ریکارڈ اس دوران بدل گیا"),
    PAYLOAD_TOO_LARGE(413, "The body is too large", "درخواست کا متن بہت بڑا ہے"),
    UNSUPPORTED_MEDIA_TYPE(415, "Content type not supported", "متن کی یہ قسم قابلِ قبول نہیں"),
    IDEMPOTENCY_KEY_REUSED(422, "This key was used for another request",
        "یہ کلید کسی اور درخواست کے لیے استعمال ہو چکی ہے"),
    CONSENT_MISSING(422, "No basis for this disclosure", "اس انکشاف کے لیے رضامندی موجود نہیں"),
    UNKNOWN_REFERENCE(422, "The request names something unknown", "درخواست میں نامعلوم حوالہ ہے"),
    NO_PROGRAMME_FITS(422, "No programme serves these needs here", "ان ضروریات کے لیے یہاں کوئی پروگرام نہیں"),
    RULE_VIOLATED(422, "A rule forbids this", "ایک قاعدہ اس کی اجازت نہیں دیتا"),
    TOO_MANY_REQUESTS(429, "Too many requests", "درخواستیں بہت زیادہ ہیں"),
    INTERNAL_ERROR(500, "The hub failed", "نظام میں خرابی"),
    NOT_IMPLEMENTED(501, "Not served by this installation", "یہ سہولت یہاں دستیاب نہیں"),
    UNAVAILABLE(503, "Not available for the moment", "فی الحال دستیاب نہیں");

    private static final String BASE = "https://rabta.pk/problems/";

    private final int status;
    private final Text title;

    ProblemType(int status, String en, String ur) {
        this.status = status;
        this.title = Text.of(en, ur);
    }

    public int status() {
        return status;
    }

    public Text title() {
        return title;
    }

    /** Last part of the URI, such as {@code consent-missing}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stable {@code type} of RFC 9457. */
    public String uri() {
        return BASE + slug();
    }

    /** A problem of this type with its detail. */
    public Problem detail(String en, String ur) {
        return Problem.of(this, Text.of(en, ur));
    }

    /** An exception with this problem, to be thrown. */
    public ProblemException because(String en, String ur) {
        return detail(en, ur).exception();
    }
}
