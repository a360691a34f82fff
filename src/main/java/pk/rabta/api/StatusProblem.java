package pk.rabta.api;

/** The problem that stands for a bare HTTP status: what the container or a filter refuses before any route sees it. */
public final class StatusProblem {

    private StatusProblem() {}

    public static Problem of(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED.detail(
                "Send a valid, unexpired bearer token for the audience rabta.",
                "audience rabta کے لیے درست اور جاری bearer ٹوکن بھیجیں۔");
            case 403 -> ProblemType.FORBIDDEN.detail(
                "The token is valid, but does not open this address: ask an administrator for the scope.",
                "ٹوکن درست ہے مگر اس پتے کی اجازت نہیں دیتا: منتظم سے اجازت لیں۔");
            case 404 -> ProblemType.NOT_FOUND.detail("There is no such address: see /v1/openapi.yaml.",
                "ایسا کوئی پتہ نہیں: /v1/openapi.yaml دیکھیں۔");
            case 405 -> ProblemType.METHOD_NOT_ALLOWED.detail(
                "Use a method that /v1/openapi.yaml lists for this address.",
                "وہ طریقہ استعمال کریں جو /v1/openapi.yaml میں اس پتے کے لیے درج ہے۔");
            case 406 -> ProblemType.NOT_ACCEPTABLE.detail("Accept application/json.", "application/json قبول کریں۔");
            case 408 -> ProblemType.REQUEST_TIMEOUT.detail("Send the same request again, without a pause.",
                "یہی درخواست بغیر وقفے کے دوبارہ بھیجیں۔");
            case 413 -> ProblemType.PAYLOAD_TOO_LARGE.detail("Send less in one request.",
                "ایک درخواست میں کم مواد بھیجیں۔");
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE.detail("Send application/json in UTF-8, not compressed.",
                "UTF-8 میں application/json بغیر دباؤ کے بھیجیں۔");
            case 429 -> ProblemType.TOO_MANY_REQUESTS.detail("Send fewer requests, and the same one again later.",
                "کم درخواستیں بھیجیں، اور یہی درخواست بعد میں دوبارہ بھیجیں۔");
            case 501 -> ProblemType.NOT_IMPLEMENTED.detail("See /v1/openapi.yaml for what is served here.",
                "یہاں دستیاب سہولیات کے لیے /v1/openapi.yaml دیکھیں۔");
            case 503 -> ProblemType.UNAVAILABLE.detail("Send the same request again later, with the same key.",
                "یہی درخواست بعد میں اسی کلید کے ساتھ دوبارہ بھیجیں۔");
            default -> status >= 500
                ? ProblemType.INTERNAL_ERROR.detail("Send the same request again, with the same key.",
                    "یہی درخواست اسی کلید کے ساتھ دوبارہ بھیجیں۔")
                : ProblemType.BAD_REQUEST.detail(
                    "The method, the address or a header is not what HTTP allows, or too long. Percent-encode what is "
                        + "special in the address; leave control and non-ASCII characters out of headers.",
                    "طریقہ، پتہ یا کوئی ہیڈر HTTP کے مطابق نہیں یا بہت لمبا ہے۔ پتے کے خاص حروف کو percent-encode "
                        + "کریں؛ ہیڈر میں صرف ASCII حروف رکھیں۔");
        };
    }
}
