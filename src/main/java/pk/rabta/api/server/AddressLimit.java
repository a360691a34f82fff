package pk.rabta.api.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.filter.OncePerRequestFilter;
import pk.rabta.api.Language;
import pk.rabta.api.ProblemException;
import pk.rabta.api.ProblemWriter;

/**
 * Before authentication: whoever proves nothing, or fails to, is limited by address. A request with a token takes
 * nothing until the token is refused, so that tools behind one address do not share an allowance; but an address that
 * sent too many bad ones has no further one checked.
 */
final class AddressLimit extends OncePerRequestFilter {

    private static final int IPV4 = 4;
    private static final int NETWORK = 8;

    private final Limits limits;
    private final ClientAddress addresses;
    private final ClientCertificate certificates;
    private final BearerTokenResolver tokens;

    AddressLimit(Limits limits, ClientAddress addresses, ClientCertificate certificates, BearerTokenResolver tokens) {
        this.limits = limits;
        this.addresses = addresses;
        this.certificates = certificates;
        this.tokens = tokens;
    }

    /** A stranger must not make the machine's own check of the hub fail, which would end the hub. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals("/livez");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = network(addresses.of(request));
        boolean token = tokens.resolve(request) != null;
        try {
            if (token) {
                limits.addressMayTry(address);
            } else {
                limits.address(address);
            }
        } catch (ProblemException refused) {
            ProblemWriter.write(response, refused.problem(), Language.preferred(request.getHeader("Accept-Language")));
            return;
        }
        certificates.show(request);
        chain.doFilter(request, response);
        if (token && response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            limits.refused(address);
        }
    }

    /** One machine has a whole IPv6 network of 64 bits to call from. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == IPV4 ? address : HexFormat.of().formatHex(bytes, 0, NETWORK);
        } catch (UnknownHostException notALiteral) {
            return address;
        }
    }
}
