package pk.rabta.sandbox.faults.agent;

import org.apache.catalina.connector.Response;
import org.apache.hc.core5.http.HttpRequest;

/** Names requests by method and path, and files by their folder, without ids. */
final class Requests {

    private Requests() {}

    /** The request that Tomcat answers with this. */
    static String answered(Object response) {
        var request = ((Response) response).getRequest();
        return request.getMethod() + " " + masked(String.valueOf(request.getRequestURI()));
    }

    /** A request of the hub's own client. */
    static String sent(Object request) {
        HttpRequest sent = (HttpRequest) request;
        return sent.getMethod() + " " + masked(sent.getPath());
    }

    /** Where at a partner's server a file of this name lies. */
    static String folder(Object file) {
        return String.valueOf(file).replaceFirst("^[./]*", "").replaceFirst("/?[^/]*$", "");
    }

    private static String masked(String path) {
        return path.replaceFirst("[?].*", "").replaceAll("/[A-Z]{3}-[0-9A-Za-z-]{8,}", "/{id}")
                .replaceAll("/[0-9a-f-]{32,}", "/{id}").replaceAll("/[0-9]+(?=/|$)", "/{id}");
    }
}
