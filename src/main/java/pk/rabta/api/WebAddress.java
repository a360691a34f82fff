package pk.rabta.api;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a URL that somebody names says of where it leads, without asking a name server. An IP address counts in its plain
 * form only: what one library reads as an address of the internet is this machine to another.
 */
public final class WebAddress {

    private static final int LAST_PORT = 65_535;
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern QUAD = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?[0-9][^.]*\\.?");

    private WebAddress() {
    }

    /** Whether it names a host, a port that exists, no user, no fragment, and no address that belongs to no host. */
    public static boolean isSound(String url) {
        URI uri = parse(url);
        if (uri == null || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null
            || uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return false;
        }
        String host = uri.getHost();
        if (!isLiteral(host)) {
            return true;
        }
        InetAddress address = literal(host);
        return address != null && !address.isAnyLocalAddress() && !address.isLinkLocalAddress()
            && !address.isMulticastAddress();
    }

    /** Whether it is sound and names no address, nor the name, of this machine or of a private network. */
    public static boolean isOutside(String url) {
        if (!isSound(url)) {
            return false;
        }
        String host = URI.create(url).getHost();
        if (isLiteral(host)) {
            InetAddress address = literal(host);
            return address != null && isPublic(address);
        }
        String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return !name.equals("localhost") && !name.endsWith(".localhost");
    }

    /** Whether an address belongs to the internet, by the registries of special-purpose addresses (RFC 6890). */
    public static boolean isPublic(InetAddress address) {
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

    /** A name whose last part starts with a digit is none: some library takes it for an address. */
    private static boolean isLiteral(String host) {
        return host.startsWith("[") || ENDS_IN_NUMBER.matcher(host).matches();
    }

    /** The address in its plain form; null for octal, hexadecimal, short, scoped and IPv4-in-IPv6 forms. */
    private static @Nullable InetAddress literal(String host) {
        boolean six = host.startsWith("[");
        if (six ? host.contains("%") : !QUAD.matcher(host).matches()) {
            return null;
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return six && address instanceof Inet4Address ? null : address;
        } catch (UnknownHostException unreadable) {
            return null;
        }
    }

    private static @Nullable URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }
}
