package pk.rabta.partner;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import pk.rabta.settings.WrongSettingsException;

/** The directory of partners. */
@Component
public class Partners {

    private final Map<String, PartnerProfile> profiles;
    private final String registryId;

    Partners(PartnerSettings settings, @Value("${rabta.registry.partner}") String registryId) {
        this.profiles = new TreeMap<>(settings.partners());
        this.registryId = registryId;
        if (!profiles.containsKey(registryId)) {
            throw new WrongSettingsException("rabta.registry.partner is '" + registryId
                    + "', but config/partners/" + registryId + "/partner.yaml does not exist", null);
        }
        profiles.forEach((id, profile) -> profile.messages().forEach((name, message) -> {
            String lack = profile.lacks(message);
            if (lack != null) {
                throw new WrongSettingsException(key(id, "messages." + name) + " " + lack, null);
            }
        }));
    }

    /** How to name a key of a profile to whoever must change it: the file, then the whole key. */
    public static String key(String id, String name) {
        return "config/partners/" + id + "/partner.yaml: rabta.partners." + id + "." + name;
    }

    /** The profile of a partner that must exist. */
    public PartnerProfile get(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("No profile for partner '" + id
                + "': config/partners/" + id + "/partner.yaml is missing"));
    }

    public Optional<PartnerProfile> find(String id) {
        return Optional.ofNullable(profiles.get(id));
    }

    /** Ids of all partners, the registry among them, in alphabetical order. */
    public Collection<String> ids() {
        return profiles.keySet();
    }

    /** The partner that is the registry of victims ({@code rabta.registry.partner}). */
    public String registryId() {
        return registryId;
    }
}
