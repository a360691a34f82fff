package pk.rabta.partner;

import java.util.List;

/** Knows of things of partners that end, beside certificates and what profiles state. */
public interface Endings {

    /** What ends and when, as it stands now, also what is over. */
    List<Expiry> endings();
}
