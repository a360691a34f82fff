package pk.rabta.delivery;

/** The broker does not answer at the start. */
public class BrokerUnreachableException extends RuntimeException {

    private final String url;

    BrokerUnreachableException(String url, Throwable cause) {
        super("The broker at " + url + " does not answer (" + cause.getMessage()
                + "). Start it, or set rabta.broker.url, rabta.broker.user and rabta.broker.password.", cause);
        this.url = url;
    }

    public String url() {
        return url;
    }
}
