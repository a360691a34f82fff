package pk.rabta.catalogue;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/** All programmes, from {@code config/partners/<partner>/programmes}. */
@Component
public class Catalogue {

    private final Map<String, Programme> programmes = new TreeMap<>();

    Catalogue(ProgrammeFiles files) {
        files.read().forEach(programme -> {
            if (programmes.put(programme.id(), programme) != null) {
                throw new WrongSettingsException("Programme '" + programme.id()
                        + "' stands in two files below config/partners: ids must be unique", null);
            }
        });
    }

    public Optional<Programme> find(String id) {
        return Optional.ofNullable(programmes.get(id));
    }

    /** A programme that must exist, since a stored referral names it. */
    public Programme get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("Programme '" + id
                + "' has referrals but no file below config/partners/*/programmes: put it back, with inForce.to"));
    }

    public Collection<Programme> all() {
        return programmes.values();
    }

    /** The programmes in force that serve a need anywhere, in alphabetical order. */
    public List<Programme> serving(String need, LocalDate day) {
        return programmes.values().stream().filter(p -> p.needs().contains(need) && p.inForce().covers(day)).toList();
    }

    /** The programmes in force that serve a need of somebody who lives there, in alphabetical order. */
    public List<Programme> serving(String need, @Nullable String province, @Nullable String district, LocalDate day) {
        return serving(need, day).stream().filter(p -> p.serves(province, district)).toList();
    }
}
