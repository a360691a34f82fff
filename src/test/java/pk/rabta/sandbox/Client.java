package pk.rabta.sandbox;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A registered caller of the hub: its secret, what it may do, and the claims that say who it is. */
public record Client(String id, String secret, SortedSet<String> scopes, Map<String, Object> claims) {

    public Client {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        claims = Map.copyOf(claims);
    }

    /** A caller with a new secret; {@code scopes} are separated by spaces. */
    static Client of(String id, String scopes, Map<String, Object> claims) {
        return new Client(id, Secrets.password(), new TreeSet<>(List.of(scopes.split(" "))), claims);
    }

    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
