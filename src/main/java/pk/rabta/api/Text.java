package pk.rabta.api;

/** A text for people, in both languages of the API. It never holds a person's data. */
public record Text(String en, String ur) {

    public static Text of(String en, String ur) {
        return new Text(en, ur);
    }

    /** The text in the given language. */
    public String in(Language language) {
        return language == Language.UR ? ur : en;
    }
}
