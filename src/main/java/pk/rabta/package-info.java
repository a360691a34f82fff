/** The application: its start and its clock. Each package below is a feature. */
@NullMarked
package pk.rabta;

import org.jspecify.annotations.NullMarked;
