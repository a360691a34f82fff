/** Profiles of the organisations the hub speaks to, read from config/partners. */
@NullMarked
package pk.rabta.partner;

import org.jspecify.annotations.NullMarked;
