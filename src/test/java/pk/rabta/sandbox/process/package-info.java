/** The parts of the production shape as processes of their own, which tests stop, kill and start again. */
@NullMarked
package pk.rabta.sandbox.process;

import org.jspecify.annotations.NullMarked;
