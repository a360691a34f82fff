/** The social registry and cash programme of the sandbox, by signed asynchronous SPDCI. */
@NullMarked
package pk.rabta.sandbox.bisp;

import org.jspecify.annotations.NullMarked;
