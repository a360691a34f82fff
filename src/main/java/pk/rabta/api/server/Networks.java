package pk.rabta.api.server;

import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Addresses and networks, such as 192.0.2.7 and 2001:db8::/32. */
public final class Networks {

    private final List<IpAddressMatcher> networks;

    /** Throws IllegalArgumentException where one is neither. */
    public Networks(List<String> networks) {
        this.networks = networks.stream().map(IpAddressMatcher::new).toList();
    }

    public boolean contain(String address) {
        return networks.stream().anyMatch(network -> network.matches(address));
    }
}
