package pk.rabta.partner;

import jakarta.validation.constraints.NotBlank;

/** A text for people, in English and in Urdu. */
public record Text(@NotBlank String en, @NotBlank String ur) {

    /** The text in a language: {@code ur}, else English. */
    public String in(String language) {
        return "ur".equals(language) ? ur : en;
    }
}
