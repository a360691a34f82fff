/** The demo case: a widow of Lahore, one call, five systems. All names and numbers are invented. */
@NullMarked
package pk.rabta.sandbox.demo;

import org.jspecify.annotations.NullMarked;
