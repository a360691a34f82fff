/** SOAP from a WSDL file, both ways, with WS-Security, as far as every partner that speaks it needs the same. */
@NullMarked
package pk.rabta.connector.soap;

import org.jspecify.annotations.NullMarked;
