package pk.rabta.notify;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import pk.rabta.api.Text;

/**
 * Keeps webhooks from reaching into the hub's own network: whoever names an address names any address. Asked when a
 * subscription is made, and again of the very address to which each connection goes, since a name can change.
 */
@Component
class WebhookAddress {

    private final WebhookSettings settings;

    WebhookAddress(WebhookSettings settings) {
        this.settings = settings;
    }

    /** Thrown for an address that webhooks must not reach. */
    static final class Refused extends RuntimeException {
        Refused() {
            super("the webhook's name leads to a private address");
        }
    }

    /** What is wrong with a URL; null where webhooks may go there. */
    @Nullable Text refusal(String url) {
        URI uri = parse(url);
        if (uri == null || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            return Text.of("Not a URL of a host: no user, no fragment", "یہ کسی میزبان کا URL نہیں");
        }
        if (!"https".equals(uri.getScheme()) && !settings.allowPrivate()) {
            return Text.of("Must be https", "https لازمی ہے");
        }
        try {
            resolve(uri.getHost());
            return null;
        } catch (UnknownHostException e) {
            return Text.of("The name of the host is not known", "میزبان کا نام معلوم نہیں");
        } catch (Refused e) {
            return Text.of("Must be reachable from the internet: the address is private",
                    "پتہ نجی ہے: انٹرنیٹ سے قابلِ رسائی ہونا چاہیے");
        }
    }

    /** Whether the scheme is one that may be used now. */
    boolean schemeAllowed(String url) {
        return settings.allowPrivate() || url.startsWith("https://");
    }

    /** The addresses of a host; refused where one of them is private. */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!settings.allowPrivate() && !isPublic(address)) {
                throw new Refused();
            }
        }
        return addresses;
    }

    /** Whether an address belongs to the internet, by the registries of special-purpose addresses (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean protocol = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        boolean example = first == 198 && second == 51 && third == 100 || first == 203 && second == 0 && third == 113;
        return first != 0 && first < 240 && !shared && !protocol && !benchmark && !example;
    }

    /** Global unicast only, without the ranges in which another address is wrapped. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean global = (first & 0xe000) == 0x2000;
        boolean wrapped = first == 0x2002 || first == 0x2001 && second < 0x0200;
        boolean example = first == 0x2001 && second == 0x0db8;
        return global && !wrapped && !example;
    }

    private static @Nullable URI parse(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
