/** Holds the files that integrators write against each other at the start: profiles, programmes, mappings, routes. */
@NullMarked
package pk.rabta.content;

import org.jspecify.annotations.NullMarked;
