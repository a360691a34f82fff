/** Tests of the SOAP connector. */
@NullMarked
package pk.rabta.connector.soap;

import org.jspecify.annotations.NullMarked;
