package pk.rabta.api.server;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * From where a request came. What a header says of that counts only behind a proxy that {@code rabta.api.trusted-proxies}
 * names, and only what that proxy itself added: anybody can write the rest.
 */
@Component
public class ClientAddress {

    /** Literals only: nothing is ever looked up by name. */
    private static final Pattern LITERAL = Pattern.compile(
        "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|(?=[^.]*:)[0-9a-fA-F:]{2,39}");

    private static final int IPV4 = 4;
    private static final int NETWORK = 8;
    private static final int LINE = 6;

    private final Networks proxies;

    ClientAddress(ApiSettings settings) {
        proxies = new Networks(settings.trustedProxies());
    }

    /** The address that the nearest untrusted machine has. */
    public String of(HttpServletRequest request) {
        List<String> hops = List.of(String.join(",", Collections.list(request.getHeaders("X-Forwarded-For"))).split(","));
        String address = request.getRemoteAddr();
        for (int i = hops.size() - 1; i >= 0 && trusted(address); i--) {
            String before = hops.get(i).strip();
            if (!LITERAL.matcher(before).matches()) {
                return address;
            }
            address = before;
        }
        return address;
    }

    /** The same, to count by: one machine has a whole IPv6 network of 64 bits to call from. */
    String network(HttpServletRequest request) {
        return network(request, NETWORK);
    }

    /** The same where a network is not enough: one line may have 65,536 of them, an IPv6 prefix of 48 bits. */
    String line(HttpServletRequest request) {
        return network(request, LINE);
    }

    private String network(HttpServletRequest request, int length) {
        String address = of(request);
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == IPV4 ? address : HexFormat.of().formatHex(bytes, 0, length);
        } catch (UnknownHostException notALiteral) {
            return address;
        }
    }

    /** Whether the machine that the connection comes from is a trusted proxy, so that its headers count. */
    public boolean byProxy(HttpServletRequest request) {
        return trusted(request.getRemoteAddr());
    }

    private boolean trusted(String address) {
        return proxies.contain(address);
    }
}
