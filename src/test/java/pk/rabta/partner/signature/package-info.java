/** Tests of the signature profiles, with signatures of another implementation. */
@NullMarked
package pk.rabta.partner.signature;

import org.jspecify.annotations.NullMarked;
