/** The prosecution of Khyber Pakhtunkhwa: a case register that is asked by REST and lists its hearings every night. */
@NullMarked
package pk.rabta.sandbox.prosecution;

import org.jspecify.annotations.NullMarked;
