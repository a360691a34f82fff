package pk.rabta.sandbox;

import java.net.URI;

/** How one partner reaches the running hub: where it is, and the credentials that the hub's issuer gave to it. */
public record HubAddress(URI url, URI tokenUrl, Client client) {}
