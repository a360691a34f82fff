package pk.rabta.query;

import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemType;

/** The one answer for what does not exist and for what the caller must not see: nobody can tell them apart. */
public final class Absent {

    private Absent() {}

    public static ProblemException referral() {
        return ProblemType.NOT_FOUND.because("There is no such referral.", "ایسا کوئی ریفرل نہیں۔");
    }

    public static ProblemException caseFile() {
        return ProblemType.NOT_FOUND.because("There is no such case.", "ایسا کوئی کیس نہیں۔");
    }

    public static ProblemException consent() {
        return ProblemType.NOT_FOUND.because("There is no such consent.", "ایسی کوئی رضامندی نہیں۔");
    }

    public static ProblemException document() {
        return ProblemType.NOT_FOUND.because("There is no such document.", "ایسی کوئی دستاویز نہیں۔");
    }

    public static ProblemException programme() {
        return ProblemType.NOT_FOUND.because("There is no such programme.", "ایسا کوئی پروگرام نہیں۔");
    }
}
