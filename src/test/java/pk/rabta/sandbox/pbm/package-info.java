/** Pakistan Bait-ul-Mal as the sandbox plays it: a SOAP service with a diary, and its notices to the hub. */
@NullMarked
package pk.rabta.sandbox.pbm;

import org.jspecify.annotations.NullMarked;
