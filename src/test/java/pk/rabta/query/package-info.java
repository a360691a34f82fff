/** The operations of the API against the whole hub; answers are held against the contract. */
@NullMarked
package pk.rabta.query;

import org.jspecify.annotations.NullMarked;
