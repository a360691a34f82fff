/** The administrator's view: routes, partners, parked deliveries, clocks. */
@NullMarked
package pk.rabta.operations;

import org.jspecify.annotations.NullMarked;
