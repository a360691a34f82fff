package pk.rabta.notify;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import pk.rabta.api.Text;
import pk.rabta.api.WebAddress;

/**
 * Keeps webhooks from reaching into the hub's own network: whoever names an address names any address. Asked when a
 * subscription is made, and again of the very address to which each connection goes, since a name can change.
 */
@Component
class WebhookAddress {

    /** What names lead to. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final WebhookSettings settings;
    private final Names names;

    @Autowired
    WebhookAddress(WebhookSettings settings) {
        this(settings, InetAddress::getAllByName);
    }

    /** For tests, in which no name leads to the internet. */
    WebhookAddress(WebhookSettings settings, Names names) {
        this.settings = settings;
        this.names = names;
    }

    /** Thrown for an address that webhooks must not reach. */
    static final class Refused extends RuntimeException {
        Refused() {
            super("the webhook's name leads to a private address");
        }
    }

    /** What is wrong with a URL; null where webhooks may go there. */
    @Nullable Text refusal(String url) {
        if (!WebAddress.isSound(url)) {
            return Text.of("Not a URL of a host: no user, no fragment", "یہ کسی میزبان کا URL نہیں");
        }
        URI uri = URI.create(url);
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
        InetAddress[] addresses = names.of(host);
        for (InetAddress address : addresses) {
            if (!settings.allowPrivate() && !WebAddress.isPublic(address)) {
                throw new Refused();
            }
        }
        return addresses;
    }
}
