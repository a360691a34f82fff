package pk.rabta.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the access token says.
 *
 * @param clientId the OAuth2 client ({@code azp}, else {@code client_id})
 * @param scopes   scopes granted to it
 * @param partner  partner id that it acts for, if it is a partner's system
 * @param office   office that it acts for
 * @param province ISO 3166-2 code that its work is limited to
 * @param vso      Victim Support Officer who uses the tool, if one person does
 * @param subject  which person or service it is ({@code sub}); the client where the issuer does not say
 */
public record Caller(String clientId, Set<String> scopes, @Nullable String partner, @Nullable String office,
                     @Nullable String province, @Nullable String vso, String subject) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    /** Whether protected witnesses exist for this caller: the handler of one. */
    public boolean cleared() {
        return has("protected:refer");
    }

    /** Stands for the caller where a second person must agree: the client and who is at it. */
    public String who() {
        return clientId + " " + subject;
    }

    /** Whether it may be who asked first: one person at two consoles is one, and so are two at one console. */
    public boolean mayBe(String asked) {
        return asked.startsWith(clientId + " ") || asked.endsWith(" " + subject);
    }
}
