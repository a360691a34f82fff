/** What the simulators that speak SPDCI share: envelopes, their token endpoint, the way to the hub, signatures. */
@NullMarked
package pk.rabta.sandbox.spdci;

import org.jspecify.annotations.NullMarked;
